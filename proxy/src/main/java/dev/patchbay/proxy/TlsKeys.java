package dev.patchbay.proxy;

import java.nio.file.Path;
import java.util.Properties;

/**
 * The proxy's certificate and key, and whom it trusts.
 *
 * @param keyStore in PKCS#12 form
 */
public record TlsKeys(Path keyStore, String password) {

    public void writeTo(Properties properties) {
        properties.setProperty("javax.net.ssl.keyStore", keyStore.toString());
        properties.setProperty("javax.net.ssl.trustStore", keyStore.toString());
        properties.setProperty("javax.net.ssl.keyStorePassword", password);
        properties.setProperty("javax.net.ssl.keyStoreType", "pkcs12");
        properties.setProperty("gov.nist.javax.sip.TLS_CLIENT_AUTH_TYPE", "DisabledAll");
    }
}
