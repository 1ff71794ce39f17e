package dev.patchbay.dtls;

import dev.patchbay.dtls.CertificateOptions.KeyKind;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/**
 * The self-signed certificate by which the relay is recognised, and its key: made when the relay starts and used for every call.
 * Immutable. Making one takes some milliseconds, some hundreds in a fresh JVM.
 */
public final class DtlsCertificate {

    /** Says nothing about the host. */
    private static final X500Name SUBJECT = new X500Name("CN=patchbay");

    private static final int SERIAL_BITS = 64;
    /** A clock of the peer that is behind must not make it invalid. */
    private static final Duration BACKDATED = Duration.ofDays(1);
    /** Longer than a relay runs; rtpengine's is 30 days and renewed while it runs. */
    private static final Duration LIFETIME = Duration.ofDays(3650);

    private final KeyKind keyKind;
    private final byte[] der;
    private final AsymmetricKeyParameter privateKey;

    private DtlsCertificate(KeyKind keyKind, byte[] der, AsymmetricKeyParameter privateKey) {
        this.keyKind = keyKind;
        this.der = der;
        this.privateKey = privateKey;
    }

    public static DtlsCertificate generate(CertificateOptions options, Instant now, SecureRandom random) {
        try {
            KeyPair pair = keyPair(options, random);
            AlgorithmIdentifier algorithm = signatureAlgorithm(options);
            TBSCertificate content = content(pair, algorithm, now, random);
            byte[] signature = sign(options, pair.getPrivate(), content.getEncoded(ASN1Encoding.DER), random);
            byte[] der = encode(content, algorithm, signature);
            return new DtlsCertificate(
                    options.keyKind(), der, PrivateKeyFactory.createKey(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no certificate for DTLS can be made: " + e.getMessage(), e);
        }
    }

    private static byte[] encode(TBSCertificate content, AlgorithmIdentifier algorithm, byte[] signature) throws IOException {
        ASN1Encodable[] parts = {content, algorithm, new DERBitString(signature)};
        return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    }

    private static KeyPair keyPair(CertificateOptions options, SecureRandom random) throws GeneralSecurityException {
        return switch (options.keyKind()) {
            case EC_P256 -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"), random);
                yield generator.generateKeyPair();
            }
            case RSA -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(options.rsaKeyBits(), random);
                yield generator.generateKeyPair();
            }
        };
    }

    private static TBSCertificate content(KeyPair pair, AlgorithmIdentifier algorithm, Instant now, SecureRandom random) {
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(new BigInteger(SERIAL_BITS, random).setBit(0)));
        generator.setSignature(algorithm);
        generator.setIssuer(SUBJECT);
        generator.setSubject(SUBJECT);
        generator.setStartDate(new Time(Date.from(now.minus(BACKDATED))));
        generator.setEndDate(new Time(Date.from(now.plus(LIFETIME))));
        generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        return generator.generateTBSCertificate();
    }

    private static AlgorithmIdentifier signatureAlgorithm(CertificateOptions options) {
        return switch (options.keyKind()) {
            case EC_P256 -> new AlgorithmIdentifier(switch (options.signatureHash()) {
                case SHA_256 -> X9ObjectIdentifiers.ecdsa_with_SHA256;
                case SHA_1 -> X9ObjectIdentifiers.ecdsa_with_SHA1;
            });
            case RSA -> new AlgorithmIdentifier(rsaWith(options), DERNull.INSTANCE);
        };
    }

    private static ASN1ObjectIdentifier rsaWith(CertificateOptions options) {
        return switch (options.signatureHash()) {
            case SHA_256 -> PKCSObjectIdentifiers.sha256WithRSAEncryption;
            case SHA_1 -> PKCSObjectIdentifiers.sha1WithRSAEncryption;
        };
    }

    private static byte[] sign(CertificateOptions options, PrivateKey key, byte[] content, SecureRandom random)
            throws GeneralSecurityException {
        String hash = switch (options.signatureHash()) {
            case SHA_256 -> "SHA256";
            case SHA_1 -> "SHA1";
        };
        Signature signature = Signature.getInstance(hash + "with" + (options.keyKind() == KeyKind.RSA ? "RSA" : "ECDSA"));
        signature.initSign(key, random);
        signature.update(content);
        return signature.sign();
    }

    /** What {@code a=fingerprint} says of it. */
    public Fingerprint fingerprint(FingerprintHash hash) {
        return Fingerprint.of(hash, der);
    }

    KeyKind keyKind() {
        return keyKind;
    }

    /** Not copied: for reading only. */
    byte[] der() {
        return der;
    }

    AsymmetricKeyParameter privateKey() {
        return privateKey;
    }
}
