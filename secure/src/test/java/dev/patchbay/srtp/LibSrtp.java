package dev.patchbay.srtp;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** One stream of libsrtp 2, protecting or opening. The layout of its policy has been the same from version 2.0 to 2.6. */
final class LibSrtp implements AutoCloseable {

    private static final String LIBRARY = "libsrtp2.so.1";
    /** Room behind a packet for tag, index and identifier. */
    private static final int TRAILER_BYTES = 144;

    private static final int MAX_PACKET_BYTES = 2048;

    private static final int ANY_INBOUND = 2;
    private static final int ANY_OUTBOUND = 3;
    private static final int OK = 0;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private static final StructLayout CRYPTO_POLICY = MemoryLayout.structLayout(
            INT.withName("cipher_type"),
            INT.withName("cipher_key_len"),
            INT.withName("auth_type"),
            INT.withName("auth_key_len"),
            INT.withName("auth_tag_len"),
            INT.withName("sec_serv"));
    private static final StructLayout POLICY = MemoryLayout.structLayout(
            INT.withName("ssrc_type"),
            INT.withName("ssrc_value"),
            CRYPTO_POLICY.withName("rtp"),
            CRYPTO_POLICY.withName("rtcp"),
            POINTER.withName("key"),
            POINTER.withName("keys"),
            LONG.withName("num_master_keys"),
            POINTER.withName("deprecated_ekt"),
            LONG.withName("window_size"),
            INT.withName("allow_repeat_tx"),
            MemoryLayout.paddingLayout(4),
            POINTER.withName("enc_xtn_hdr"),
            INT.withName("enc_xtn_hdr_count"),
            MemoryLayout.paddingLayout(4),
            POINTER.withName("next"));

    /** The library, when it is installed. */
    private static final Optional<SymbolLookup> SYMBOLS = load();

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment session;
    private final MemorySegment packet = arena.allocate(MAX_PACKET_BYTES + TRAILER_BYTES);
    private final MemorySegment length = arena.allocate(INT);

    static boolean isInstalled() {
        return SYMBOLS.isPresent();
    }

    private LibSrtp(CryptoSuite suite, MasterKey key, boolean sends) {
        MemorySegment policy = arena.allocate(POLICY);
        policy.set(INT, 0, sends ? ANY_OUTBOUND : ANY_INBOUND);
        fill(policy, "rtp", suite, suite.rtpTagLength());
        fill(policy, "rtcp", suite, suite.rtcpTagLength());
        policy.set(POINTER, offset("key"), keyMaterial(key));
        policy.set(LONG, offset("window_size"), 128);
        MemorySegment created = arena.allocate(POINTER);
        check("srtp_create", call("srtp_create", FunctionDescriptor.of(INT, POINTER, POINTER), created, policy));
        session = created.get(POINTER, 0);
    }

    static LibSrtp sender(CryptoSuite suite, MasterKey key) {
        return new LibSrtp(suite, key, true);
    }

    static LibSrtp receiver(CryptoSuite suite, MasterKey key) {
        return new LibSrtp(suite, key, false);
    }

    private MemorySegment keyMaterial(MasterKey key) {
        byte[] both = new byte[key.key().length + key.salt().length];
        System.arraycopy(key.key(), 0, both, 0, key.key().length);
        System.arraycopy(key.salt(), 0, both, key.key().length, key.salt().length);
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, both);
    }

    private static void fill(MemorySegment policy, String part, CryptoSuite suite, int tagLength) {
        MemorySegment target = policy.asSlice(offset(part), CRYPTO_POLICY);
        call(setterFor(suite), FunctionDescriptor.ofVoid(POINTER), target);
        if (suite.cipher() == CryptoSuite.Cipher.NONE) {
            // The library would leave the salt out when it derives the key of the tag; as a longer key it is put in.
            target.set(INT, CRYPTO_POLICY.byteOffset(MemoryLayout.PathElement.groupElement("cipher_key_len")), suite.keyLength() + suite.saltLength());
        }
        if (!suite.isAead()) {
            target.set(INT, CRYPTO_POLICY.byteOffset(MemoryLayout.PathElement.groupElement("auth_tag_len")), tagLength);
        }
    }

    private static String setterFor(CryptoSuite suite) {
        return "srtp_crypto_policy_set_" + switch (suite.cipher()) {
            case AES_CM -> suite.keyLength() == 16 ? "rtp_default" : "aes_cm_" + 8 * suite.keyLength() + "_hmac_sha1_80";
            case AES_GCM -> "aes_gcm_" + 8 * suite.keyLength() + "_16_auth";
            case NONE -> "null_cipher_hmac_sha1_80";
            case AES_F8 -> throw new IllegalArgumentException("libsrtp knows no " + suite);
        };
    }

    byte[] protectRtp(byte[] bytes) {
        return apply("srtp_protect", bytes);
    }

    byte[] protectRtcp(byte[] bytes) {
        return apply("srtp_protect_rtcp", bytes);
    }

    byte[] unprotectRtp(byte[] bytes) {
        return apply("srtp_unprotect", bytes);
    }

    byte[] unprotectRtcp(byte[] bytes) {
        return apply("srtp_unprotect_rtcp", bytes);
    }

    private byte[] apply(String function, byte[] bytes) {
        MemorySegment.copy(bytes, 0, packet, ValueLayout.JAVA_BYTE, 0, bytes.length);
        length.set(INT, 0, bytes.length);
        check(function, call(function, FunctionDescriptor.of(INT, POINTER, POINTER, POINTER), session, packet, length));
        return packet.asSlice(0, length.get(INT, 0)).toArray(ValueLayout.JAVA_BYTE);
    }

    private static long offset(String field) {
        return POLICY.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }

    private static void check(String function, Object status) {
        if (!status.equals(OK)) {
            throw new IllegalStateException(function + ": status " + status);
        }
    }

    @SuppressWarnings("restricted") // a test that calls a C library
    private static Optional<SymbolLookup> load() {
        try {
            SymbolLookup symbols = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
            MethodHandle init = Linker.nativeLinker()
                    .downcallHandle(symbols.findOrThrow("srtp_init"), FunctionDescriptor.of(INT));
            check("srtp_init", init.invoke());
            return Optional.of(symbols);
        } catch (IllegalArgumentException missing) {
            return Optional.empty();
        } catch (Throwable t) {
            throw new IllegalStateException(LIBRARY, t);
        }
    }

    @SuppressWarnings("restricted") // a test that calls a C library
    private static Object call(String function, FunctionDescriptor descriptor, Object... arguments) {
        MethodHandle handle = Linker.nativeLinker().downcallHandle(SYMBOLS.orElseThrow().findOrThrow(function), descriptor);
        try {
            Object result = handle.invokeWithArguments(arguments);
            return result == null ? OK : result;
        } catch (Throwable t) {
            throw new IllegalStateException(function, t);
        }
    }

    @Override
    public void close() {
        check("srtp_dealloc", call("srtp_dealloc", FunctionDescriptor.of(INT, POINTER), session));
        arena.close();
    }
}
