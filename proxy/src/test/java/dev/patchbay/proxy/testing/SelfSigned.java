package dev.patchbay.proxy.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.proxy.TlsKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for 127.0.0.1 that nobody else has signed, and a client that trusts it and nothing else. */
public final class SelfSigned {

    private static final String PASSWORD = "for this test";

    private final Path file;

    private SelfSigned(Path file) {
        this.file = file;
    }

    /** Made by the JDK's keytool, as an operator would. */
    public static SelfSigned create(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD,
                        "-alias", "proxy", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=proxy",
                        "-ext", "san=ip:127.0.0.1", "-validity", "2"))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
        return new SelfSigned(file);
    }

    /** For the proxy. */
    public TlsKeys keys() {
        return new TlsKeys(file, PASSWORD);
    }

    /** For clients. */
    public SSLContext trusting() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        // A private key's entry is not trusted as such: its certificate is.
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("proxy", keys.getCertificate("proxy"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
