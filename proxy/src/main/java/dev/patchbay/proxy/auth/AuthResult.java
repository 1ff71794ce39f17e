package dev.patchbay.proxy.auth;

/** What comes of the credentials of a request. */
public sealed interface AuthResult {

    /** The request is this user's. Whether the user may do what it asks for is another question. */
    record Authenticated(String user, String realm) implements AuthResult {}

    /** To be challenged. */
    record Denied(AuthFailure failure) implements AuthResult {}
}
