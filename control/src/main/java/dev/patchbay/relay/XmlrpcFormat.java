package dev.patchbay.relay;

/** Form of the XML-RPC request that tells a SIP server of a timed-out call (option {@code xmlrpc-format}, by number). */
public enum XmlrpcFormat {
    /** 0: method {@code di} as SEMS has it, once per tag. */
    SEMS_DI,
    /** 1: method {@code teardown} with the call-id. */
    CALL_ID,
    /** 2: method {@code dlg.terminate_dlg} of Kamailio, once per pair of tags. */
    KAMAILIO;

    public int number() {
        return ordinal();
    }
}
