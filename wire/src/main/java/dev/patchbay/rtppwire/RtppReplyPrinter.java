package dev.patchbay.rtppwire;

import dev.patchbay.net.TransportAddress;

/** Prints a reply as the line that goes out, cookie first. */
public final class RtppReplyPrinter {

    private RtppReplyPrinter() {}

    public static String print(String cookie, RtppReply reply) {
        return cookie + " " + body(reply) + "\n";
    }

    private static String body(RtppReply reply) {
        return switch (reply) {
            case RtppReply.Allocated(TransportAddress local) -> local.port() + " " + local.ip() + " "
                    + switch (local.family()) {
                        case IPV4 -> "4";
                        case IPV6 -> "6";
                    };
            case RtppReply.NoCall() -> "0 0.0.0.0";
            case RtppReply.SameEndpoint(String address, String port) -> port + " " + address;
            case RtppReply.Deleted() -> "0";
            case RtppReply.Statistics(long secondsLeft, long rtpPackets, long rtcpPackets) -> secondsLeft + " " + rtpPackets
                    + " " + rtcpPackets + " 0 0";
            case RtppReply.Version(String date) -> date;
            case RtppReply.FeatureKnown(boolean isKnown) -> isKnown ? "1" : "0";
            case RtppReply.Failure(int code) -> "E" + code;
        };
    }
}
