package dev.patchbay.sip.management;

/** How the two servers answer, where JSON-RPC leaves it open or they depart from it. */
public enum JsonRpcStyle {

    /** Module {@code mi_http}: errors are in the body of a good HTTP reply; a notification gets no body. */
    OPENSIPS {
        @Override
        CommandFault unknownMethod() {
            return new CommandFault(-32601, "Method not found");
        }

        @Override
        int httpStatus(int code) {
            return 200;
        }

        @Override
        boolean answersNotifications() {
            return false;
        }
    },

    /** Module {@code jsonrpcs} behind {@code xhttp}: the code of an error is the HTTP status too; notifications are answered. */
    KAMAILIO {
        @Override
        CommandFault unknownMethod() {
            return new CommandFault(500, "Method Not Found");
        }

        @Override
        int httpStatus(int code) {
            return code >= 400 && code < 600 ? code : 500;
        }

        @Override
        boolean answersNotifications() {
            return true;
        }
    };

    abstract CommandFault unknownMethod();

    /** @param code of an error */
    abstract int httpStatus(int code);

    abstract boolean answersNotifications();
}
