/* SRTP for rtpload: one direction of one stream under one master key (RFC 3711, 6188, 7714). Owner: rtpload's only thread. */
#ifndef RTPLOAD_SRTP_H
#define RTPLOAD_SRTP_H

#include <stdint.h>

enum {
	SRTP_MAX_MASTER = 46,     /* key and salt */
	SRTP_MAX_OVERHEAD = 16,
	SRTP_MAX_INLINE = 72      /* base64 of the master, with its end */
};

struct srtp;

#ifdef WITH_SRTP
enum { SRTP_IS_THERE = 1 };

/* Bytes of master key and salt of a suite by its name in SDP, 0 for one that is not known here. */
unsigned srtp_master_length(const char *suite);

struct srtp *srtp_open(const char *suite, const unsigned char *master);

/* In place; `index` is sequence number and rollover counter, `header` the length of the RTP header. Returns the new length. */
unsigned srtp_protect(struct srtp *srtp, unsigned char *packet, unsigned header, unsigned length, uint64_t index);

/* In place. Returns the new length, 0 when the packet is not authentic. */
unsigned srtp_unprotect(struct srtp *srtp, unsigned char *packet, unsigned header, unsigned length, uint64_t index);

/* A master as it stands behind "inline:", and back. Reading takes it with and without padding and returns its bytes, -1 for no base64. */
void srtp_write_inline(char *text, const unsigned char *master, unsigned length);
int srtp_read_inline(unsigned char *master, const char *text);

#else
/* Never called: --srtp is refused. */
enum { SRTP_IS_THERE = 0 };
#define srtp_master_length(suite) 0u
#define srtp_open(suite, master) ((void) (master), (struct srtp *) NULL)
#define srtp_protect(srtp, packet, header, length, index) ((void) (index), (length))
#define srtp_unprotect(srtp, packet, header, length, index) ((void) (packet), (void) (length), 0u)
#define srtp_write_inline(text, master, length) ((void) (master), (void) (*(text) = 0))
#define srtp_read_inline(master, text) (-1)
#endif

#endif
