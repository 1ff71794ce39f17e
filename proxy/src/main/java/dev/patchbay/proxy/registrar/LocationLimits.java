package dev.patchbay.proxy.registrar;

/**
 * @param users addresses of record with at least one binding
 * @param contacts bindings of one user
 * @param uriChars of a contact, an address of record, a URI of a path
 */
public record LocationLimits(int users, int contacts, int uriChars) {

    /** Columns of the table hold this much. */
    static final int MAX_URI_CHARS = 512;

    public LocationLimits {
        if (users < 1 || contacts < 1 || uriChars < 1 || uriChars > MAX_URI_CHARS) {
            throw new IllegalArgumentException("limits have to be positive, and URIs " + MAX_URI_CHARS + " characters at most");
        }
    }

    public static LocationLimits byDefault() {
        return new LocationLimits(100_000, 10, MAX_URI_CHARS);
    }
}
