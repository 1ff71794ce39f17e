/*
 * SRTP for rtpload, by OpenSSL's libcrypto. A packet of 172 bytes takes some 0.3 us each way on a processor with instructions for AES
 * and SHA-1, a small part of what sending it takes.
 */
#define OPENSSL_SUPPRESS_DEPRECATED   /* the state of SHA-1 after a padded key can be copied only by the old functions */
#include "srtp.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 16, KDF_SALT = 14, GCM_SALT = 12, GCM_TAG = 16, AUTH_KEY = 20, HMAC_BLOCK = 64 };
enum { LABEL_ENCRYPTION, LABEL_AUTHENTICATION, LABEL_SALT };   /* RFC 3711, section 4.3.1 */

struct suite {
	const char *name;
	unsigned key, tag;
	int is_gcm;
};
static const struct suite suites[] = {
	{ "AES_CM_128_HMAC_SHA1_80", 16, 10, 0 }, { "AES_CM_128_HMAC_SHA1_32", 16, 4, 0 },
	{ "AES_192_CM_HMAC_SHA1_80", 24, 10, 0 }, { "AES_192_CM_HMAC_SHA1_32", 24, 4, 0 },
	{ "AES_256_CM_HMAC_SHA1_80", 32, 10, 0 }, { "AES_256_CM_HMAC_SHA1_32", 32, 4, 0 },
	{ "AEAD_AES_128_GCM", 16, GCM_TAG, 1 },   { "AEAD_AES_256_GCM", 32, GCM_TAG, 1 },
};

struct srtp {
	const struct suite *suite;
	EVP_CIPHER_CTX *cipher;
	unsigned char salt[BLOCK];
	SHA_CTX inner, outer;         /* behind the padded key */
};

static const struct suite *suite_of(const char *name)
{
	for (unsigned i = 0; i < sizeof suites / sizeof *suites; i++)
		if (!strcmp(suites[i].name, name))
			return &suites[i];
	return NULL;
}

static unsigned salt_length(const struct suite *suite)
{
	return suite->is_gcm ? GCM_SALT : KDF_SALT;
}

static const EVP_CIPHER *counter_mode(unsigned key)
{
	return key == 16 ? EVP_aes_128_ctr() : key == 24 ? EVP_aes_192_ctr() : EVP_aes_256_ctr();
}

static void must(int is_done)
{
	if (!is_done) {
		fprintf(stderr, "rtpload: libcrypto failed\n");
		abort();
	}
}

unsigned srtp_master_length(const char *name)
{
	const struct suite *suite = suite_of(name);
	return suite ? suite->key + salt_length(suite) : 0;
}

/* RFC 3711, section 4.3, with a key derivation rate of zero. */
static void derive(const struct suite *suite, const unsigned char *master, unsigned char label, unsigned char *out, int length)
{
	unsigned char iv[BLOCK] = { 0 };
	EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
	memcpy(iv, master + suite->key, salt_length(suite));
	iv[7] ^= label;
	memset(out, 0, (size_t) length);
	must(cipher && EVP_EncryptInit_ex(cipher, counter_mode(suite->key), NULL, master, iv));
	must(EVP_EncryptUpdate(cipher, out, &length, out, length));
	EVP_CIPHER_CTX_free(cipher);
}

static void begin_hmac(SHA_CTX *sha, const unsigned char *key, unsigned char pad)
{
	unsigned char block[HMAC_BLOCK];
	for (int i = 0; i < HMAC_BLOCK; i++)
		block[i] = (unsigned char) ((i < AUTH_KEY ? key[i] : 0) ^ pad);
	SHA1_Init(sha);
	SHA1_Update(sha, block, sizeof block);
}

struct srtp *srtp_open(const char *name, const unsigned char *master)
{
	struct srtp *srtp = calloc(1, sizeof *srtp);
	unsigned char key[32], authentication[AUTH_KEY];
	const struct suite *suite = srtp->suite = suite_of(name);
	derive(suite, master, LABEL_ENCRYPTION, key, (int) suite->key);
	derive(suite, master, LABEL_SALT, srtp->salt, (int) salt_length(suite));
	derive(suite, master, LABEL_AUTHENTICATION, authentication, AUTH_KEY);
	begin_hmac(&srtp->inner, authentication, 0x36);
	begin_hmac(&srtp->outer, authentication, 0x5c);
	srtp->cipher = EVP_CIPHER_CTX_new();
	const EVP_CIPHER *gcm = suite->key == 16 ? EVP_aes_128_gcm() : EVP_aes_256_gcm();
	must(srtp->cipher && EVP_CipherInit_ex(srtp->cipher, suite->is_gcm ? gcm : counter_mode(suite->key), NULL, key, NULL, 1));
	return srtp;
}

static void put_index(unsigned char *at, uint64_t index)
{
	for (int i = 0; i < 6; i++)
		at[i] ^= (unsigned char) (index >> (40 - 8 * i));
}

static void xor_ssrc(unsigned char *at, const unsigned char *packet)
{
	for (int i = 0; i < 4; i++)
		at[i] ^= packet[8 + i];
}

/* RFC 3711, section 4.1.1. */
static void apply_counter_mode(struct srtp *srtp, unsigned char *packet, unsigned header, unsigned length, uint64_t index)
{
	unsigned char iv[BLOCK];
	int n;
	memcpy(iv, srtp->salt, BLOCK);
	xor_ssrc(iv + 4, packet);
	put_index(iv + 8, index);
	must(EVP_CipherInit_ex(srtp->cipher, NULL, NULL, NULL, iv, 1));
	must(EVP_CipherUpdate(srtp->cipher, packet + header, &n, packet + header, (int) (length - header)));
}

static void authenticate(const struct srtp *srtp, const unsigned char *packet, unsigned length, uint64_t index, unsigned char *tag)
{
	SHA_CTX sha = srtp->inner;
	unsigned char rollover[4] = { (unsigned char) (index >> 40), (unsigned char) (index >> 32), (unsigned char) (index >> 24),
	                              (unsigned char) (index >> 16) };
	SHA1_Update(&sha, packet, length);
	SHA1_Update(&sha, rollover, sizeof rollover);
	SHA1_Final(tag, &sha);
	sha = srtp->outer;
	SHA1_Update(&sha, tag, SHA_DIGEST_LENGTH);
	SHA1_Final(tag, &sha);
}

/* RFC 7714, section 8.1; the header is authenticated. */
static void begin_gcm(struct srtp *srtp, const unsigned char *packet, unsigned header, uint64_t index, int is_encrypting)
{
	unsigned char iv[GCM_SALT];
	int n;
	memcpy(iv, srtp->salt, sizeof iv);
	xor_ssrc(iv + 2, packet);
	put_index(iv + 6, index);
	must(EVP_CipherInit_ex(srtp->cipher, NULL, NULL, NULL, iv, is_encrypting));
	must(EVP_CipherUpdate(srtp->cipher, NULL, &n, packet, (int) header));
}

unsigned srtp_protect(struct srtp *srtp, unsigned char *packet, unsigned header, unsigned length, uint64_t index)
{
	unsigned char tag[SHA_DIGEST_LENGTH];
	int n;
	if (srtp->suite->is_gcm) {
		begin_gcm(srtp, packet, header, index, 1);
		must(EVP_CipherUpdate(srtp->cipher, packet + header, &n, packet + header, (int) (length - header)));
		must(EVP_CipherFinal_ex(srtp->cipher, packet + length, &n));
		must(EVP_CIPHER_CTX_ctrl(srtp->cipher, EVP_CTRL_AEAD_GET_TAG, GCM_TAG, tag));
	} else {
		apply_counter_mode(srtp, packet, header, length, index);
		authenticate(srtp, packet, length, index, tag);
	}
	memcpy(packet + length, tag, srtp->suite->tag);
	return length + srtp->suite->tag;
}

unsigned srtp_unprotect(struct srtp *srtp, unsigned char *packet, unsigned header, unsigned length, uint64_t index)
{
	unsigned char tag[SHA_DIGEST_LENGTH];
	int n;
	if (length < header + srtp->suite->tag)
		return 0;
	length -= srtp->suite->tag;
	if (srtp->suite->is_gcm) {
		begin_gcm(srtp, packet, header, index, 0);
		must(EVP_CipherUpdate(srtp->cipher, packet + header, &n, packet + header, (int) (length - header)));
		must(EVP_CIPHER_CTX_ctrl(srtp->cipher, EVP_CTRL_AEAD_SET_TAG, GCM_TAG, packet + length));
		return EVP_CipherFinal_ex(srtp->cipher, tag, &n) ? length : 0;
	}
	authenticate(srtp, packet, length, index, tag);
	if (CRYPTO_memcmp(tag, packet + length, srtp->suite->tag))
		return 0;
	apply_counter_mode(srtp, packet, header, length, index);
	return length;
}

void srtp_write_inline(char *text, const unsigned char *master, unsigned length)
{
	EVP_EncodeBlock((unsigned char *) text, master, (int) length);
}

int srtp_read_inline(unsigned char *master, const char *text)
{
	char padded[SRTP_MAX_INLINE];
	unsigned char bytes[SRTP_MAX_INLINE];
	size_t length = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
	size_t whole = (length + 3) / 4 * 4;
	if (length < 2 || whole >= sizeof padded)
		return -1;
	memset(padded, '=', sizeof padded);
	memcpy(padded, text, length);
	if (EVP_DecodeBlock(bytes, (unsigned char *) padded, (int) whole) < 0)
		return -1;
	int count = (int) (length * 3 / 4);
	if (count > SRTP_MAX_MASTER)
		return -1;
	memcpy(master, bytes, (size_t) count);
	return count;
}
