package dev.patchbay.phone.call;

/** Who a phone says it is. */
public record Credentials(String user, String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "Credentials[user=" + user + ", password=hidden]";
    }
}
