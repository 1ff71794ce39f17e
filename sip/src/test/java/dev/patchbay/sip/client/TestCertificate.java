package dev.patchbay.sip.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate with its key, made by the JDK's keytool. */
record TestCertificate(Path pem, SSLContext server) {

    private static final char[] PASSWORD = "relay-test".toCharArray();

    /** @param name what it is for: {@code ip:127.0.0.1}, {@code dns:relay.example} */
    static TestCertificate selfSigned(Path folder, String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = Files.createTempDirectory(folder, "certificate").resolve("store.p12");
        Path pem = store.resolveSibling("relay.pem");
        String password = new String(PASSWORD);
        keytool(
                "-genkeypair", "-alias", "relay", "-keyalg", "EC", "-dname", "CN=relay", "-ext", "san=" + name, "-validity", "2",
                "-keystore", store.toString(), "-storepass", password);
        keytool("-exportcert", "-rfc", "-alias", "relay", "-file", pem.toString(), "-keystore", store.toString(), "-storepass", password);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext server = SSLContext.getInstance("TLS");
        server.init(factory.getKeyManagers(), null, null);
        return new TestCertificate(pem, server);
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }
}
