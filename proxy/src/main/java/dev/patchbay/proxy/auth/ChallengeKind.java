package dev.patchbay.proxy.auth;

import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.WWWAuthenticateHeader;

/** Who asks for credentials (RFC 3261 sections 22.2 and 22.3). */
public enum ChallengeKind {
    /** The one the request is for: a registrar. */
    SERVER(401, "Unauthorized", WWWAuthenticateHeader.NAME, AuthorizationHeader.NAME),
    /** A proxy it passes. */
    PROXY(407, "Proxy Authentication Required", ProxyAuthenticateHeader.NAME, ProxyAuthorizationHeader.NAME);

    private final int status;
    private final String reason;
    private final String challengeName;
    private final String credentialsName;

    ChallengeKind(int status, String reason, String challengeName, String credentialsName) {
        this.status = status;
        this.reason = reason;
        this.challengeName = challengeName;
        this.credentialsName = credentialsName;
    }

    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    /** The header of the response. */
    String challengeName() {
        return challengeName;
    }

    /** The header of the request. */
    String credentialsName() {
        return credentialsName;
    }
}
