package dev.patchbay.http;

/**
 * An answer.
 *
 * @param status such as 200
 * @param body sent as UTF-8
 */
public record HttpPage(int status, String contentType, String body) {

    private static final String PLAIN_TEXT = "text/plain";

    public static HttpPage plainText(String body) {
        return new HttpPage(200, PLAIN_TEXT, body);
    }

    static HttpPage error(int status, String what) {
        return new HttpPage(status, PLAIN_TEXT, what + "\n");
    }
}
