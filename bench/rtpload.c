/*
 * rtpload - load for an RTP relay that is driven by the ng protocol (bencoded dictionaries over UDP).
 *
 * Why: to say what a packet, a call set-up and a call in progress cost a relay, and to compare two relays, one needs a generator that
 * costs less than either and that measures them from outside. This one speaks only ng, RTP and /proc, so it treats every relay alike.
 *
 * What it does, one of:
 *   media       sets up calls (offer and answer), sends RTP through all of them in turn at a given rate, counts what comes back and how
 *               long it took, and deletes the calls
 *   --ramp      the same at rising rates, to find the highest without loss
 *   --hold      sets up calls, sends RTP for a while, then keeps them until its standard input ends: for looking at memory
 *   --ping      waits for a relay that is just being started: how long until it answers the first ping
 *   --signal    carries calls through offer, answer and delete, so many at once, as fast as the relay answers
 *
 * With --srtp the callers speak SRTP, keyed by SDES with a key for each call and direction, and the callees plain RTP. What callers get
 * is authenticated and decrypted: a packet that does not prove to be the relay's counts as lost, and as "unauthentic".
 *
 * Each run prints one JSON object per line on standard output. The relay's CPU time is read from the schedstat files of its threads
 * (--pid), its memory from /proc/PID/stat.
 *
 * A packet may be late for reasons that are not the relay's: a virtual machine stands still, a core is taken away. With --watch that is
 * recorded: whenever the generator's own loop stood still, and (a thread of real-time priority that wakes up each millisecond) whenever
 * the relay's core did. Latencies are then told twice, as they were and without the time in which the machine stood still (net_...).
 *
 * Build: gcc -O2 -Wall -Wextra -pthread -DWITH_SRTP -o rtpload rtpload.c srtp.c -lm -lcrypto
 *        gcc -O2 -Wall -Wextra -pthread -o rtpload rtpload.c -lm        without --srtp, where libcrypto is not there
 * Options: rtpload --help
 * Exit status: 0, 2 for a mistake in the options or no socket, 3 when the relay refuses or does not answer.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <math.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "srtp.h"

enum {
	EXIT_USAGE = 2,
	EXIT_RELAY = 3,
	BATCH = 64,               /* packets in one system call */
	MAX_PACKET = 1500,
	MAX_REPLY = 9000,
	RTP_HEADER = 12,
	STAMP = 12,               /* our own first bytes of the payload: when it was sent, and in which run */
	MIN_SIZE = 40,
	MAX_SIZE = 1400,
	MAX_TRIES = 5,            /* of one request, a second apart */
	MAX_LATENCIES = 4000000,  /* that are kept for the percentiles of one command */
	MAX_STALLS = 100000,      /* of one core in one run */
	MAX_LATE = 2000000,       /* packets that are looked at again for the time in which the machine stood still */
	PCMA = 8,                 /* payload type (RFC 3551) */
	SILENCE = 0xd5,           /* in it */
	SAMPLES = 160,            /* of 20 ms */
	SSRC_BASE = 0x10000000
};
#define NS_PER_S 1000000000ull
#define NS_PER_MS 1000000ull
#define STALL_NS 500000ull        /* a core that did nothing for so long stood still; a packet that took longer is late */

static uint64_t now_ns(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t) ts.tv_sec * NS_PER_S + (uint64_t) ts.tv_nsec;
}

/* ---- options ------------------------------------------------------------------------------------------------------------- */

static struct {
	struct sockaddr_in ng;
	const char *label, *ip_a, *ip_b, *offer_extra, *answer_extra, *suite;
	double pps, warm_pps, ramp_low, ramp_high, ramp_step, ramp_loss;
	int has_ng, calls, run_ms, warm_ms, pid, cpu, relay_cpu, size, window, rate, first_port;
	int is_signal, is_ramp, is_hold, is_each, is_oneway, may_sleep, is_watching, is_ping, segments;
} opt = {
	.label = "", .ip_a = "127.0.0.2", .ip_b = "127.0.0.3", .offer_extra = "", .answer_extra = "",
	.ramp_loss = 0.0005, .calls = 10, .run_ms = 5000, .warm_ms = 1000, .cpu = -1, .relay_cpu = -1, .size = 172, .window = 8,
	.first_port = 50000, .segments = 1,
};

static void usage(FILE *to)
{
	fprintf(to,
	        "rtpload --ng IP:PORT [options]\n"
	        "  --calls N          calls at once in media modes (10)\n"
	        "  --secs S           measured seconds (5), after --warm S seconds that do not count (1)\n"
	        "  --pps N            packets per second over all calls (50 for each direction of each call)\n"
	        "  --warm-pps N       packets per second before that (as measured; a ramp's lowest)\n"
	        "  --ramp LOW:HIGH:STEP[:LOSS]  packet rates to try, and which loss still counts as none (0.0005)\n"
	        "  --hold             keep the calls until standard input ends\n"
	        "  --signal           offer, answer and delete, --window N calls at once (8), --rate N calls per second (no limit)\n"
	        "  --ping             ask each millisecond until the relay answers, and say how long that took\n"
	        "  --pid PID          the relay's process, for its CPU time and memory\n"
	        "  --cpu N            run on this core;  --relay-cpu N: report how busy that core was\n"
	        "  --watch            tell the relay's latencies from those of a machine that stands still (needs --relay-cpu, root)\n"
	        "  --segments N       N packets of a stream at once, which the kernel cuts apart (1): a cheaper and burstier load\n"
	        "  --sleep            sleep when there is nothing to send: measures latency worse, leaves the core to others\n"
	        "  --size BYTES       of a packet with RTP header (172)\n"
	        "  --each             a socket for each stream instead of one for each side\n"
	        "  --oneway           callers send, callees do not\n"
	        "  --srtp[=SUITE]     callers speak SRTP (AES_CM_128_HMAC_SHA1_80)\n"
	        "  --ip-a IP, --ip-b IP, --port N  addresses and first port of the phones (127.0.0.2, 127.0.0.3, 50000)\n"
	        "  --offer-extra TEXT, --answer-extra TEXT  bencoded keys and values to add to requests, as 5:flagsl8:loopbacke\n"
	        "  --label TEXT       goes into the result\n");
}

static int bad_option(const char *what)
{
	fprintf(stderr, "rtpload: %s; see rtpload --help\n", what);
	exit(EXIT_USAGE);
}

static void read_options(int argc, char **argv)
{
	enum { NG = 256, CALLS, SECS, WARM, PPS, RAMP, HOLD, SIGNAL, WINDOW, RATE, PID, CPU, RELAY_CPU, SLEEP, SIZE, EACH, ONEWAY, SRTP,
	       IP_A, IP_B, PORT, OFFER_EXTRA, ANSWER_EXTRA, LABEL, HELP, WATCH, SEGMENTS, PING, WARM_PPS };
	static const struct option names[] = {
		{ "ng", 1, 0, NG }, { "calls", 1, 0, CALLS }, { "secs", 1, 0, SECS }, { "warm", 1, 0, WARM }, { "pps", 1, 0, PPS },
		{ "ramp", 1, 0, RAMP }, { "hold", 0, 0, HOLD }, { "signal", 0, 0, SIGNAL }, { "window", 1, 0, WINDOW }, { "rate", 1, 0, RATE },
		{ "pid", 1, 0, PID }, { "cpu", 1, 0, CPU }, { "relay-cpu", 1, 0, RELAY_CPU }, { "sleep", 0, 0, SLEEP }, { "size", 1, 0, SIZE },
		{ "each", 0, 0, EACH }, { "oneway", 0, 0, ONEWAY },
		{ "srtp", 2, 0, SRTP }, { "ip-a", 1, 0, IP_A }, { "ip-b", 1, 0, IP_B }, { "port", 1, 0, PORT },
		{ "offer-extra", 1, 0, OFFER_EXTRA }, { "answer-extra", 1, 0, ANSWER_EXTRA },
		{ "label", 1, 0, LABEL }, { "help", 0, 0, HELP }, { "watch", 0, 0, WATCH }, { "segments", 1, 0, SEGMENTS },
		{ "ping", 0, 0, PING }, { "warm-pps", 1, 0, WARM_PPS }, { 0 } };
	char ip[64];
	int option, port, fields;
	while ((option = getopt_long(argc, argv, "", names, NULL)) != -1)
		switch (option) {
		case NG:
			if (sscanf(optarg, "%63[0-9.]:%d", ip, &port) != 2 || inet_pton(AF_INET, ip, &opt.ng.sin_addr) != 1)
				bad_option("--ng wants IP:PORT");
			opt.ng.sin_family = AF_INET;
			opt.ng.sin_port = htons((uint16_t) port);
			opt.has_ng = 1;
			break;
		case RAMP:
			fields = sscanf(optarg, "%lf:%lf:%lf:%lf", &opt.ramp_low, &opt.ramp_high, &opt.ramp_step, &opt.ramp_loss);
			if (fields < 3 || opt.ramp_step <= 0)
				bad_option("--ramp wants LOW:HIGH:STEP[:LOSS]");
			opt.is_ramp = 1;
			break;
		case CALLS: opt.calls = atoi(optarg); break;
		case SECS: opt.run_ms = (int) (atof(optarg) * 1000); break;
		case WARM: opt.warm_ms = (int) (atof(optarg) * 1000); break;
		case PPS: opt.pps = atof(optarg); break;
		case HOLD: opt.is_hold = 1; break;
		case SIGNAL: opt.is_signal = 1; break;
		case WINDOW: opt.window = atoi(optarg); break;
		case RATE: opt.rate = atoi(optarg); break;
		case PID: opt.pid = atoi(optarg); break;
		case CPU: opt.cpu = atoi(optarg); break;
		case RELAY_CPU: opt.relay_cpu = atoi(optarg); break;
		case SLEEP: opt.may_sleep = 1; break;
		case SIZE: opt.size = atoi(optarg); break;
		case EACH: opt.is_each = 1; break;
		case ONEWAY: opt.is_oneway = 1; break;
		case SRTP: opt.suite = optarg ? optarg : "AES_CM_128_HMAC_SHA1_80"; break;
		case IP_A: opt.ip_a = optarg; break;
		case IP_B: opt.ip_b = optarg; break;
		case PORT: opt.first_port = atoi(optarg); break;
		case OFFER_EXTRA: opt.offer_extra = optarg; break;
		case ANSWER_EXTRA: opt.answer_extra = optarg; break;
		case LABEL: opt.label = optarg; break;
		case HELP: usage(stdout); exit(0);
		case WARM_PPS: opt.warm_pps = atof(optarg); break;
		case PING: opt.is_ping = 1; break;
		case WATCH: opt.is_watching = 1; break;
		case SEGMENTS: opt.segments = atoi(optarg); break;
		default: usage(stderr); exit(EXIT_USAGE);
		}
	if (optind < argc)
		bad_option("there are no arguments but options");
	if (!opt.has_ng)
		bad_option("--ng is missing");
	if (opt.calls < 1 || opt.window < 1)
		bad_option("--calls and --window begin at 1");
	if (opt.is_watching && opt.relay_cpu < 0)
		bad_option("--watch wants --relay-cpu");
	if (opt.segments < 1 || opt.segments > BATCH || (opt.segments > 1 && opt.is_each))
		bad_option("--segments is 1 to 64, and not for --each");
	if (opt.segments * opt.size > 65000)
		bad_option("--segments of that --size are more than a datagram may have");
	if (opt.suite && opt.segments > 1)
		bad_option("--segments is for plain RTP");
	if (opt.suite && !SRTP_IS_THERE)
		bad_option("this one was built without SRTP: install libssl-dev and build it as the head of rtpload.c says");
	if (opt.suite && !srtp_master_length(opt.suite))
		bad_option("--srtp does not know that suite");
	if (opt.size < MIN_SIZE || opt.size > MAX_SIZE)
		bad_option("--size is not within 40..1400");
	if (opt.pps == 0)
		opt.pps = opt.calls * (opt.is_oneway ? 50.0 : 100.0);
}

/* ---- latencies: a histogram with 64 steps to the octave, nanoseconds ------------------------------------------------------- */

enum { STEPS = 64, BUCKETS = 40 * STEPS };
static uint32_t histogram[BUCKETS];

static int bucket_of(uint64_t ns)
{
	if (ns < STEPS)
		return (int) ns;
	int shift = 63 - __builtin_clzll(ns) - 6;
	int bucket = (shift + 1) * STEPS + (int) ((ns >> shift) & (STEPS - 1));
	return bucket < BUCKETS ? bucket : BUCKETS - 1;
}

static double bucket_ns(int bucket)
{
	return bucket < STEPS ? bucket : (double) ((uint64_t) (STEPS + bucket % STEPS) << (bucket / STEPS - 1));
}

static double percentile_us(double part)
{
	uint64_t total = 0, passed = 0;
	for (int i = 0; i < BUCKETS; i++)
		total += histogram[i];
	for (int i = 0; total && i < BUCKETS; i++)
		if ((double) (passed += histogram[i]) >= part * (double) total)
			return bucket_ns(i) / 1000;
	return -1;
}

/* ---- what processes and cores have used ------------------------------------------------------------------------------------ */

struct usage {
	double relay_cpu_s, relay_core_s, own_cpu_s;
	long relay_rss_kb;
};

/* Seconds that a core was not idle since boot, interrupts included; -1 when it cannot be read. */
static double core_busy_s(int core)
{
	FILE *file = fopen("/proc/stat", "r");
	char line[512];
	double busy = -1;
	while (file && fgets(line, sizeof line, file)) {
		int number;
		unsigned long long v[7];
		if (sscanf(line, "cpu%d %llu %llu %llu %llu %llu %llu %llu", &number, v, v + 1, v + 2, v + 3, v + 4, v + 5, v + 6) == 8 && number == core)
			busy = (double) (v[0] + v[1] + v[2] + v[5] + v[6]) / (double) sysconf(_SC_CLK_TCK);
	}
	if (file)
		fclose(file);
	return busy;
}

/* CPU seconds of all threads that live now; to the nanosecond, unlike /proc/PID/stat. */
static double process_cpu_s(int pid)
{
	char path[PATH_MAX];
	snprintf(path, sizeof path, "/proc/%d/task", pid);
	DIR *tasks = opendir(path);
	struct dirent *entry;
	double seconds = 0;
	while (tasks && (entry = readdir(tasks))) {
		unsigned long long ran;
		snprintf(path, sizeof path, "/proc/%d/task/%.32s/schedstat", pid, entry->d_name);
		FILE *file = entry->d_name[0] == '.' ? NULL : fopen(path, "r");
		if (file && fscanf(file, "%llu", &ran) == 1)
			seconds += (double) ran / (double) NS_PER_S;
		if (file)
			fclose(file);
	}
	if (tasks)
		closedir(tasks);
	return seconds;
}

static long process_rss_kb(int pid)
{
	char path[64];
	long pages = 0;
	snprintf(path, sizeof path, "/proc/%d/statm", pid);
	FILE *file = fopen(path, "r");
	if (!file || fscanf(file, "%*d %ld", &pages) != 1)
		pages = 0;
	if (file)
		fclose(file);
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static struct usage usage_now(void)
{
	struct usage usage = { 0 };
	struct rusage own;
	if (opt.pid) {
		usage.relay_cpu_s = process_cpu_s(opt.pid);
		usage.relay_rss_kb = process_rss_kb(opt.pid);
	}
	if (opt.relay_cpu >= 0)
		usage.relay_core_s = core_busy_s(opt.relay_cpu);
	getrusage(RUSAGE_SELF, &own);
	usage.own_cpu_s = (double) (own.ru_utime.tv_sec + own.ru_stime.tv_sec) + (double) (own.ru_utime.tv_usec + own.ru_stime.tv_usec) / 1e6;
	return usage;
}

/* ---- times in which the machine stood still ----------------------------------------------------------------------------------- */

struct interval { uint64_t begin, end; };
struct stalls {
	struct interval list[MAX_STALLS];
	_Atomic int count;
	_Atomic uint64_t longest_ns;
};
static struct stalls own_stalls, core_stalls;
static struct interval *late;     /* packets: from being sent to being received */
static size_t late_count;
static _Atomic int is_core_watched;

static void note_stall(struct stalls *stalls, uint64_t begin, uint64_t end)
{
	int n = stalls->count;
	if (end - begin > stalls->longest_ns)
		stalls->longest_ns = end - begin;
	if (end - begin < STALL_NS || n == MAX_STALLS)
		return;
	stalls->list[n] = (struct interval) { begin, end };
	stalls->count = n + 1;
}

/* Nothing but an interrupt or a hypervisor can be in front of this thread. */
static void *watch_core(void *unused)
{
	uint64_t due = now_ns();
	cpu_set_t set;
	CPU_ZERO(&set);
	CPU_SET(opt.relay_cpu, &set);
	struct sched_param priority = { .sched_priority = 50 };
	int error = pthread_setaffinity_np(pthread_self(), sizeof set, &set);
	if (!error)
		error = pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority);
	if (error) {
		fprintf(stderr, "rtpload: the relay's core cannot be watched: %s\n", strerror(error));
		return unused;
	}
	is_core_watched = 1;
	for (;;) {
		due += NS_PER_MS;
		struct timespec at = { (time_t) (due / NS_PER_S), (long) (due % NS_PER_S) };
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
		uint64_t now = now_ns();
		note_stall(&core_stalls, due, now);
		if (now > due + NS_PER_MS)
			due = now;
	}
}

static void start_watching(void)
{
	pthread_t thread;
	if (!opt.is_watching)
		return;
	late = malloc(MAX_LATE * sizeof *late);
	if (!late || pthread_create(&thread, NULL, watch_core, NULL)) {
		fprintf(stderr, "rtpload: --watch: %s\n", strerror(errno));
		exit(EXIT_USAGE);
	}
}

static int by_begin(const void *one, const void *other)
{
	uint64_t a = ((const struct interval *) one)->begin, b = ((const struct interval *) other)->begin;
	return (a > b) - (a < b);
}

/* All stalls in order of time, those that overlap as one. Returns how many. */
static int merge_stalls(struct interval *merged)
{
	int n = 0, own = own_stalls.count, core = core_stalls.count;
	memcpy(merged, own_stalls.list, (size_t) own * sizeof *merged);
	memcpy(merged + own, core_stalls.list, (size_t) core * sizeof *merged);
	qsort(merged, (size_t) (own + core), sizeof *merged, by_begin);
	for (int i = 0; i < own + core; i++)
		if (n && merged[i].begin <= merged[n - 1].end)
			merged[n - 1].end = merged[i].end > merged[n - 1].end ? merged[i].end : merged[n - 1].end;
		else
			merged[n++] = merged[i];
	return n;
}

/* How much of a packet's way the machine stood still. */
static uint64_t stalled_ns(const struct interval *packet, const struct interval *stalls, int count)
{
	uint64_t sum = 0;
	int low = 0, high = count;
	while (low < high) {
		int middle = (low + high) / 2;
		if (stalls[middle].end <= packet->begin)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < count && stalls[low].begin < packet->end; low++) {
		uint64_t begin = stalls[low].begin > packet->begin ? stalls[low].begin : packet->begin;
		uint64_t end = stalls[low].end < packet->end ? stalls[low].end : packet->end;
		sum += end - begin;
	}
	return sum;
}

/* Takes the stalls out of the histogram. */
static void excuse_late_packets(void)
{
	struct interval *merged = malloc(2 * MAX_STALLS * sizeof *merged);
	int count = merge_stalls(merged);
	for (size_t i = 0; i < late_count; i++) {
		uint64_t took = late[i].end - late[i].begin;
		histogram[bucket_of(took)]--;
		histogram[bucket_of(took - stalled_ns(&late[i], merged, count))]++;
	}
	free(merged);
}

/* ---- streams: number k is side k&1 (0 = caller) of call k>>1 --------------------------------------------------------------- */

struct stream {
	struct sockaddr_in target;    /* the relay's port for what this side sends */
	struct srtp *srtp;            /* with --srtp: of what this caller sends, or of what the relay makes of this callee's packets */
	uint64_t index;               /* of the next packet: sequence number, and above it how often that has rolled over */
	uint32_t timestamp;
	int fd;                       /* with --each */
	double jitter_ns, last_transit_ns;
};
static struct stream *streams;
static int stream_count;
static int side_fd[2];            /* without --each */
static int epoll_fd;              /* with --each */

static int port_of(int k) { return opt.first_port + (opt.is_each ? k : k & 1); }
static const char *ip_of(int k) { return k & 1 ? opt.ip_b : opt.ip_a; }

static int open_phone(const char *ip, int port, int buffer_bytes)
{
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	struct sockaddr_in local = { .sin_family = AF_INET, .sin_port = htons((uint16_t) port) };
	inet_pton(AF_INET, ip, &local.sin_addr);
	if (fd < 0 || bind(fd, (void *) &local, sizeof local)) {
		fprintf(stderr, "rtpload: socket %s:%d: %s\n", ip, port, strerror(errno));
		exit(EXIT_USAGE);
	}
	/* Beyond the system's limit where that is allowed. */
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer_bytes, sizeof buffer_bytes))
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer_bytes, sizeof buffer_bytes);
	if (setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &buffer_bytes, sizeof buffer_bytes))
		setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &buffer_bytes, sizeof buffer_bytes);
	return fd;
}

static void open_phones(void)
{
	stream_count = opt.calls * 2;
	streams = calloc((size_t) stream_count, sizeof *streams);
	if (!opt.is_each) {
		for (int side = 0; side < 2; side++) {
			side_fd[side] = open_phone(ip_of(side), port_of(side), 64 << 20);
			if (opt.segments > 1 && setsockopt(side_fd[side], SOL_UDP, UDP_SEGMENT, &opt.size, sizeof opt.size)) {
				perror("rtpload: --segments");
				exit(EXIT_USAGE);
			}
		}
		return;
	}
	epoll_fd = epoll_create1(0);
	for (int k = 0; k < stream_count; k++) {
		struct epoll_event event = { .events = EPOLLIN, .data.u32 = (uint32_t) k };
		streams[k].fd = open_phone(ip_of(k), port_of(k), 256 << 10);
		epoll_ctl(epoll_fd, EPOLL_CTL_ADD, streams[k].fd, &event);
	}
}

/* ---- ng signalling --------------------------------------------------------------------------------------------------------- */

enum stage { OFFER, ANSWER, DELETE, STAGES };
static const char *const commands[STAGES] = { "offer", "answer", "delete" };

/* One call on its way through the stages; the cookie of its requests is RUN_INDEX_STAGE. */
struct job {
	int index;                /* -1 = free */
	enum stage stage;
	int tries;
	uint64_t sent_ns;
};
static int ng_fd;
static char run_name[24];
static uint64_t refused, repeated;
static uint32_t *latency_us[STAGES];
static size_t latency_count[STAGES];

static void name_run(char kind)
{
	snprintf(run_name, sizeof run_name, "%c%x%x", kind, (unsigned) getpid(), (unsigned) (now_ns() / NS_PER_MS) & 0xffffff);
}

static void open_ng(void)
{
	int buffer_bytes = 8 << 20;
	ng_fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	setsockopt(ng_fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer_bytes, sizeof buffer_bytes);
	if (connect(ng_fd, (void *) &opt.ng, sizeof opt.ng)) {
		perror("rtpload: ng socket");
		exit(EXIT_USAGE);
	}
}

static int put_string(char *at, const char *text)
{
	return sprintf(at, "%zu:%s", strlen(text), text);
}

/* Master key and salt of what caller k sends. Not a secret, so not random. */
static void make_master(int k, unsigned char *master)
{
	uint32_t state = 2166136261u + (uint32_t) k;
	for (int i = 0; i < SRTP_MAX_MASTER; i++) {
		state = state * 1664525u + 1013904223u;
		master[i] = (unsigned char) (state >> 24);
	}
}

static int put_sdp(char *at, int k)
{
	char sdp[600];
	int is_secure = opt.suite && !(k & 1);
	int length = snprintf(sdp, sizeof sdp,
	         "v=0\r\no=- %d 1 IN IP4 %s\r\ns=-\r\nc=IN IP4 %s\r\nt=0 0\r\nm=audio %d %s %d\r\n"
	         "a=rtpmap:%d PCMA/8000\r\na=sendrecv\r\na=ptime:20\r\n",
	         1000 + k, ip_of(k), ip_of(k), port_of(k), is_secure ? "RTP/SAVP" : "RTP/AVP", PCMA, PCMA);
	if (is_secure) {
		unsigned char master[SRTP_MAX_MASTER];
		char key[SRTP_MAX_INLINE];
		make_master(k, master);
		srtp_write_inline(key, master, srtp_master_length(opt.suite));
		snprintf(sdp + length, sizeof sdp - (size_t) length, "a=crypto:1 %s inline:%s\r\n", opt.suite, key);
	}
	int n = sprintf(at, "3:sdp");
	return n + put_string(at + n, sdp);
}

static void send_request(struct job *job)
{
	char request[4000], tag[32];
	char *at = request + sprintf(request, "%s_%d_%d d7:call-id", run_name, job->index, job->stage);
	snprintf(tag, sizeof tag, "%s-%d", run_name, job->index);
	at += put_string(at, tag);
	at += sprintf(at, "7:command");
	at += put_string(at, commands[job->stage]);
	snprintf(tag, sizeof tag, "f%d", job->index);
	at += sprintf(at, "8:from-tag");
	at += put_string(at, tag);
	if (job->stage == DELETE) {
		at += sprintf(at, "12:delete delayi0e");
	} else {
		at += sprintf(at, "3:ICE6:remove%s7:replacel6:origine", job->stage == OFFER ? opt.offer_extra : opt.answer_extra);
		if (opt.suite && job->stage == OFFER)
			at += sprintf(at, "18:transport-protocol7:RTP/AVP");
		at += put_sdp(at, opt.is_signal ? (int) job->stage : job->index * 2 + (int) job->stage);
	}
	if (job->stage != OFFER) {
		snprintf(tag, sizeof tag, "t%d", job->index);
		at += sprintf(at, "6:to-tag");
		at += put_string(at, tag);
	}
	*at++ = 'e';
	job->sent_ns = now_ns();
	/* A full socket buffer is made good by the repetition. */
	if (send(ng_fd, request, (size_t) (at - request), 0) < 0 && errno != EAGAIN)
		perror("rtpload: ng request");
}

/* What the relay tells one side is where the other one's packets come from, so it is what this side sends to. */
static void learn_target(const char *reply, size_t length, const struct job *job)
{
	const char *address = memmem(reply, length, "c=IN IP4 ", 9), *media = memmem(reply, length, "m=audio ", 8);
	struct sockaddr_in *target = &streams[job->index * 2 + (job->stage == OFFER ? 1 : 0)].target;
	char ip[64] = "";
	int port = 0;
	if (address && media && sscanf(address + 9, "%63[0-9.]", ip) == 1)
		port = atoi(media + 8);
	if (port <= 0 || inet_pton(AF_INET, ip, &target->sin_addr) != 1) {
		fprintf(stderr, "rtpload: no address in the reply: %s\n", reply);
		exit(EXIT_RELAY);
	}
	target->sin_family = AF_INET;
	target->sin_port = htons((uint16_t) port);
}

/* The answer to the caller has the key of what the relay sends it. */
static void learn_key(const char *reply, size_t length, int index)
{
	unsigned char master[SRTP_MAX_MASTER];
	const char *crypto = memmem(reply, length, "a=crypto:", 9), *key = crypto ? strstr(crypto, " inline:") : NULL;
	if (!key || !memmem(crypto, (size_t) (key - crypto), opt.suite, strlen(opt.suite))
	    || srtp_read_inline(master, key + 8) != (int) srtp_master_length(opt.suite)) {
		fprintf(stderr, "rtpload: no key in the answer: %s\n", reply);
		exit(EXIT_RELAY);
	}
	streams[index * 2 + 1].srtp = srtp_open(opt.suite, master);
	make_master(index * 2, master);
	streams[index * 2].srtp = srtp_open(opt.suite, master);
}

/* Returns 1 when the call is through its last stage. */
static int take_reply(const char *reply, size_t length, struct job *job, enum stage last, int is_measured)
{
	uint64_t took_us = (now_ns() - job->sent_ns) / 1000;
	if (is_measured && latency_count[job->stage] < MAX_LATENCIES)
		latency_us[job->stage][latency_count[job->stage]++] = (uint32_t) took_us;
	if (!memmem(reply, length, "6:result2:ok", 12)) {
		if (refused++ < 3)
			fprintf(stderr, "rtpload: refused: %s\n", reply);
	} else if (!opt.is_signal && job->stage != DELETE) {
		learn_target(reply, length, job);
		if (opt.suite && job->stage == ANSWER)
			learn_key(reply, length, job->index);
	}
	if (job->stage == last)
		return 1;
	job->stage++;
	job->tries = 0;
	send_request(job);
	return 0;
}

static struct job *job_of(struct job *jobs, const char *reply)
{
	char name[24];
	int index, stage;
	if (sscanf(reply, "%23[^_]_%d_%d ", name, &index, &stage) != 3 || strcmp(name, run_name))
		return NULL;
	for (int i = 0; i < opt.window; i++)
		if (jobs[i].index == index && (int) jobs[i].stage == stage)
			return &jobs[i];
	return NULL;
}

/* Starts calls while there is room in the window. Returns how many. */
static int start_jobs(struct job *jobs, enum stage first, int *next, int count, uint64_t begin_ns)
{
	int started = 0;
	for (int i = 0; i < opt.window && *next < count; i++) {
		if (jobs[i].index >= 0)
			continue;
		if (opt.rate && (double) (now_ns() - begin_ns) * opt.rate / (double) NS_PER_S < *next)
			break;
		jobs[i] = (struct job) { .index = (*next)++, .stage = first };
		send_request(&jobs[i]);
		started++;
	}
	return started;
}

static void repeat_late_requests(struct job *jobs)
{
	uint64_t now = now_ns();
	for (int i = 0; i < opt.window; i++)
		if (jobs[i].index >= 0 && now - jobs[i].sent_ns > NS_PER_S) {
			repeated++;
			if (++jobs[i].tries > MAX_TRIES) {
				fprintf(stderr, "rtpload: no reply to %s\n", commands[jobs[i].stage]);
				exit(EXIT_RELAY);
			}
			send_request(&jobs[i]);
		}
}

/* Takes `count` calls through the stages, or as many as can be begun until `until_ns`. Returns how many. */
static uint64_t run_calls(enum stage first, enum stage last, int count, uint64_t until_ns, int is_measured)
{
	struct job *jobs = calloc((size_t) opt.window, sizeof *jobs);
	int next = 0, active = 0;
	uint64_t done = 0, begin_ns = now_ns();
	for (int i = 0; i < opt.window; i++)
		jobs[i].index = -1;
	for (;;) {
		if (until_ns && now_ns() > until_ns)
			count = next;
		active += start_jobs(jobs, first, &next, count, begin_ns);
		if (!active && next >= count)
			break;
		struct pollfd readable = { ng_fd, POLLIN, 0 };
		char reply[MAX_REPLY];
		ssize_t length;
		poll(&readable, 1, opt.rate ? 1 : 100);
		while ((length = recv(ng_fd, reply, sizeof reply - 1, 0)) > 0) {
			reply[length] = 0;
			struct job *job = job_of(jobs, reply);
			if (job && take_reply(reply, (size_t) length, job, last, is_measured)) {
				job->index = -1;
				active--;
				done++;
			}
		}
		repeat_late_requests(jobs);
	}
	free(jobs);
	return done;
}

/* For a minute at most. */
static void await_first_pong(uint64_t begin_ns)
{
	static const char ping[] = "first_ping d7:command4:pinge";
	char reply[MAX_REPLY];
	while (now_ns() - begin_ns < 60 * NS_PER_S) {
		struct pollfd readable = { ng_fd, POLLIN, 0 };
		/* Nobody listens yet: ECONNREFUSED, of the ping before as well. */
		send(ng_fd, ping, sizeof ping - 1, 0);
		poll(&readable, 1, 1);
		ssize_t length = recv(ng_fd, reply, sizeof reply - 1, 0);
		if (length > 0 && memmem(reply, (size_t) length, "4:pong", 6)) {
			printf("{\"label\":\"%s\",\"mode\":\"start\",\"first_pong_ms\":%.1f}\n", opt.label, (double) (now_ns() - begin_ns) / NS_PER_MS);
			return;
		}
		if (length < 0 && errno == ECONNREFUSED)
			nanosleep(&(struct timespec) { 0, 1000000 }, NULL);
	}
	fprintf(stderr, "rtpload: no answer to a ping\n");
	exit(EXIT_RELAY);
}

static int by_value(const void *one, const void *other)
{
	uint32_t a = *(const uint32_t *) one, b = *(const uint32_t *) other;
	return (a > b) - (a < b);
}

static void measure_signalling(void)
{
	for (int stage = 0; stage < STAGES; stage++)
		latency_us[stage] = malloc(MAX_LATENCIES * sizeof *latency_us[stage]);
	name_run('w');
	run_calls(OFFER, DELETE, INT_MAX, now_ns() + (uint64_t) opt.warm_ms * NS_PER_MS, 0);
	name_run('m');
	refused = repeated = 0;
	struct usage before = usage_now();
	uint64_t begin_ns = now_ns();
	uint64_t done = run_calls(OFFER, DELETE, INT_MAX, begin_ns + (uint64_t) opt.run_ms * NS_PER_MS, 1);
	double seconds = (double) (now_ns() - begin_ns) / (double) NS_PER_S;
	struct usage after = usage_now();
	double cpu_s = after.relay_cpu_s - before.relay_cpu_s;
	printf("{\"label\":\"%s\",\"mode\":\"signal\",\"window\":%d,\"calls\":%llu,\"secs\":%.2f,\"calls_per_s\":%.0f,\"relay_cpu_s\":%.3f,"
	       "\"cpu_us_per_call\":%.1f,\"refused\":%llu,\"repeated\":%llu,\"relay_rss_kb\":%ld",
	       opt.label, opt.window, (unsigned long long) done, seconds, (double) done / seconds, cpu_s, done ? cpu_s * 1e6 / (double) done : 0,
	       (unsigned long long) refused, (unsigned long long) repeated, after.relay_rss_kb);
	for (int stage = 0; stage < STAGES; stage++) {
		size_t n = latency_count[stage];
		qsort(latency_us[stage], n, sizeof *latency_us[stage], by_value);
		if (n)
			printf(",\"%s_p50_us\":%u,\"%s_p99_us\":%u", commands[stage], latency_us[stage][n / 2], commands[stage],
			       latency_us[stage][n * 99 / 100]);
	}
	printf("}\n");
}

/* ---- media ----------------------------------------------------------------------------------------------------------------- */

static struct mmsghdr received[BATCH], outgoing[2][BATCH];
static struct iovec received_iov[BATCH], outgoing_iov[2][BATCH];
static unsigned char received_bytes[BATCH][MAX_PACKET], outgoing_bytes[2][BATCH][MAX_PACKET];
static uint32_t run_number;       /* packets of another run are not counted */
static uint64_t arrived, not_ours, unauthentic;
static int next_stream;

static void prepare_buffers(void)
{
	for (int i = 0; i < BATCH; i++) {
		received_iov[i] = (struct iovec) { received_bytes[i], MAX_PACKET };
		received[i].msg_hdr.msg_iov = &received_iov[i];
		received[i].msg_hdr.msg_iovlen = 1;
		for (int side = 0; side < 2; side++) {
			memset(outgoing_bytes[side][i], SILENCE, MAX_PACKET);
			outgoing_iov[side][i] = (struct iovec) { outgoing_bytes[side][i], (size_t) (opt.size * opt.segments) };
			outgoing[side][i].msg_hdr = (struct msghdr) { .msg_iov = &outgoing_iov[side][i], .msg_iovlen = 1, .msg_namelen = sizeof(struct sockaddr_in) };
		}
	}
}

/* What the relay sends has the number that the packet came with, so the newest one sent tells how often it has rolled over. */
static int is_authentic(const struct stream *stream, unsigned char *packet, unsigned length)
{
	uint64_t newest = stream->index - 1;
	uint16_t behind = (uint16_t) (newest - (uint64_t) (packet[2] << 8 | packet[3]));
	return behind <= newest && srtp_unprotect(stream->srtp, packet, RTP_HEADER, length, newest - behind);
}

static void take_packet(unsigned char *packet, unsigned length, uint64_t now, int side)
{
	uint32_t ssrc, run;
	uint64_t sent;
	if (length < RTP_HEADER + STAMP || (packet[0] & 0xc0) != 0x80) {
		not_ours++;
		return;
	}
	memcpy(&ssrc, packet + 8, sizeof ssrc);
	uint32_t k = ntohl(ssrc) - SSRC_BASE;
	if (k >= (uint32_t) stream_count || (int) (k & 1) == side) {
		not_ours++;
		return;
	}
	if (streams[k].srtp && !side && !is_authentic(&streams[k], packet, length)) {
		unauthentic++;
		return;
	}
	memcpy(&sent, packet + RTP_HEADER, sizeof sent);
	memcpy(&run, packet + RTP_HEADER + sizeof sent, sizeof run);
	if (run != run_number)
		return;
	arrived++;
	uint64_t transit = now > sent ? now - sent : 0;
	histogram[bucket_of(transit)]++;
	if (transit >= STALL_NS && late && late_count < MAX_LATE)
		late[late_count++] = (struct interval) { sent, now };
	struct stream *stream = &streams[k];
	if (stream->last_transit_ns)
		stream->jitter_ns += (fabs((double) transit - stream->last_transit_ns) - stream->jitter_ns) / 16;   /* RFC 3550, 6.4.1 */
	stream->last_transit_ns = (double) transit;
}

static int drain(int fd, int side, int max_batches)
{
	int got = 0, n = BATCH;
	while (n == BATCH && max_batches--) {
		n = recvmmsg(fd, received, BATCH, 0, NULL);
		uint64_t now = now_ns();
		for (int i = 0; i < n; i++)
			take_packet(received_bytes[i], received[i].msg_len, now, side);
		got += n > 0 ? n : 0;
	}
	return got;
}

static int drain_all(int max_batches)
{
	struct epoll_event ready[256];
	int got = 0;
	if (!opt.is_each)
		return drain(side_fd[0], 0, max_batches) + drain(side_fd[1], 1, max_batches);
	int n = epoll_wait(epoll_fd, ready, 256, 0);
	for (int i = 0; i < n; i++)
		got += drain(streams[ready[i].data.u32].fd, (int) ready[i].data.u32 & 1, max_batches);
	return got;
}

/* Returns its length. */
static unsigned make_packet(unsigned char *packet, int k, uint64_t now)
{
	struct stream *stream = &streams[k];
	uint64_t index = stream->index++;
	uint16_t sequence_number = htons((uint16_t) index);
	uint32_t timestamp = htonl(stream->timestamp), ssrc = htonl(SSRC_BASE + (uint32_t) k);
	stream->timestamp += SAMPLES;
	packet[0] = 0x80;
	packet[1] = PCMA;
	memcpy(packet + 2, &sequence_number, sizeof sequence_number);
	memcpy(packet + 4, &timestamp, sizeof timestamp);
	memcpy(packet + 8, &ssrc, sizeof ssrc);
	memcpy(packet + RTP_HEADER, &now, sizeof now);
	memcpy(packet + RTP_HEADER + sizeof now, &run_number, sizeof run_number);
	if (k & 1 || !stream->srtp)
		return (unsigned) opt.size;
	memset(packet + RTP_HEADER + STAMP, SILENCE, (size_t) opt.size - RTP_HEADER - STAMP);
	return srtp_protect(stream->srtp, packet, RTP_HEADER, (unsigned) opt.size, index);
}

static void send_batch(int side, unsigned n)
{
	for (unsigned sent = 0; sent < n;) {
		int r = sendmmsg(side_fd[side], outgoing[side] + sent, n - sent, 0);
		if (r > 0)
			sent += (unsigned) r;
		else if (errno != EAGAIN && errno != ECONNREFUSED && errno != EINTR) {
			perror("rtpload: sendmmsg");
			exit(EXIT_USAGE);
		}
	}
}

/* The next n packets, one stream after the other; n is a multiple of the segments. */
static void send_packets(int n, uint64_t now)
{
	unsigned filled[2] = { 0, 0 };
	for (int i = 0; i < n; i += opt.segments) {
		int k = next_stream, side = k & 1;
		next_stream += opt.is_oneway ? 2 : 1;
		if (next_stream >= stream_count)
			next_stream = 0;
		unsigned slot = filled[side];
		unsigned char *bytes = outgoing_bytes[side][slot * (unsigned) opt.segments];
		unsigned length = 0;
		for (int segment = 0; segment < opt.segments; segment++)
			length += make_packet(bytes + length, k, now);
		if (opt.is_each) {
			sendto(streams[k].fd, bytes, length, 0, (void *) &streams[k].target, sizeof streams[k].target);
		} else {
			outgoing_iov[side][slot].iov_len = length;
			outgoing[side][slot].msg_hdr.msg_name = &streams[k].target;
			outgoing_iov[side][slot].iov_base = bytes;
			filled[side]++;
		}
	}
	send_batch(0, filled[0]);
	send_batch(1, filled[1]);
}

static void rest(void)
{
	if (opt.may_sleep)
		nanosleep(&(struct timespec) { 0, 200000 }, NULL);
}

struct result {
	double seconds, jitter_us, jitter_max_us;
	uint64_t sent, received, received_in_time;
	int streams;              /* of which something was heard */
	struct usage before, after;
};

static void begin_run(void)
{
	run_number++;
	arrived = not_ours = unauthentic = 0;
	late_count = 0;
	own_stalls.count = core_stalls.count = 0;
	own_stalls.longest_ns = core_stalls.longest_ns = 0;
	memset(histogram, 0, sizeof histogram);
	for (int k = 0; k < stream_count; k++)
		streams[k].jitter_ns = streams[k].last_transit_ns = 0;
}

static struct result send_media(double pps, int ms, int linger_ms)
{
	struct result result = { .before = usage_now() };
	begin_run();
	uint64_t begin = now_ns(), origin = begin, previous = begin, now;
	double catch_up = pps * 0.02 + BATCH;
	while ((now = now_ns()) - begin < (uint64_t) ms * NS_PER_MS) {
		if (!opt.may_sleep)
			note_stall(&own_stalls, previous, now);
		previous = now;
		double due = (double) (now - origin) * pps / (double) NS_PER_S - (double) result.sent;
		/* When we were held up for longer, the load is not made good in one burst. */
		if (due > catch_up)
			origin += (uint64_t) ((due - catch_up) * (double) NS_PER_S / pps);
		int n = due > BATCH ? BATCH : (int) due;
		n -= n % opt.segments;
		if (n > 0) {
			send_packets(n, now);
			result.sent += (uint64_t) n;
		}
		if (!drain_all(4) && n <= 0)
			rest();
	}
	result.after = usage_now();
	result.seconds = (double) (now_ns() - begin) / (double) NS_PER_S;
	result.received_in_time = arrived;
	for (begin = now_ns(); now_ns() - begin < (uint64_t) linger_ms * NS_PER_MS;)
		if (!drain_all(8))
			rest();
	result.received = arrived;
	int heard = 0;
	for (int k = 0; k < stream_count; k++)
		if (streams[k].last_transit_ns) {
			heard++;
			result.jitter_us += streams[k].jitter_ns / 1000;
			result.jitter_max_us = fmax(result.jitter_max_us, streams[k].jitter_ns / 1000);
		}
	result.jitter_us /= heard ? heard : 1;
	result.streams = heard;
	return result;
}

static double loss_of(const struct result *result)
{
	return result->sent ? ((double) result->sent - (double) result->received) / (double) result->sent : 0;
}

static void print_media(const char *mode, double pps, const struct result *r)
{
	double per_packet = r->received_in_time ? 1e9 / (double) r->received_in_time : 0;
	double cpu_s = r->after.relay_cpu_s - r->before.relay_cpu_s;
	printf("{\"label\":\"%s\",\"mode\":\"%s\",\"calls\":%d,\"target_pps\":%.0f,\"secs\":%.2f,\"sent\":%llu,\"received\":%llu,\"loss\":%.5f,"
	       "\"pps\":%.0f,\"p50_us\":%.1f,\"p99_us\":%.1f,\"p999_us\":%.1f,\"p9999_us\":%.1f,\"max_us\":%.0f,\"jitter_us\":%.1f,\"jitter_max_us\":%.1f,"
	       "\"srtp\":\"%s\",\"relay_cpu_s\":%.4f,\"ns_per_packet\":%.0f,\"core_ns_per_packet\":%.0f,\"own_ns_per_packet\":%.0f,\"relay_rss_kb\":%ld,"
	       "\"not_ours\":%llu,\"unauthentic\":%llu,\"streams\":%d,\"own_stall_us\":%.0f",
	       opt.label, mode, opt.calls, pps, r->seconds, (unsigned long long) r->sent, (unsigned long long) r->received, loss_of(r),
	       (double) r->received_in_time / r->seconds, percentile_us(.5), percentile_us(.99), percentile_us(.999), percentile_us(.9999), percentile_us(1), r->jitter_us,
	       r->jitter_max_us, opt.suite ? opt.suite : "", cpu_s, cpu_s * per_packet, (r->after.relay_core_s - r->before.relay_core_s) * per_packet,
	       (r->after.own_cpu_s - r->before.own_cpu_s) * per_packet, r->after.relay_rss_kb, (unsigned long long) not_ours,
	       (unsigned long long) unauthentic, r->streams, (double) own_stalls.longest_ns / 1000);
	if (opt.is_watching) {
		excuse_late_packets();
		printf(",\"stalls\":%d,\"core_stalls\":%d,\"core_stall_us\":%.0f,\"net_p99_us\":%.1f,\"net_p999_us\":%.1f,\"net_p9999_us\":%.1f,"
		       "\"net_max_us\":%.0f", own_stalls.count, core_stalls.count,
		       is_core_watched ? (double) core_stalls.longest_ns / 1000 : -1, percentile_us(.99), percentile_us(.999),
		       percentile_us(.9999), percentile_us(1));
	}
	printf("}\n");
	fflush(stdout);
}

static void measure_ramp(void)
{
	double best = 0, most = 0;
	int failures = 0, is_generator_limit = 0;
	for (double pps = opt.ramp_low; pps <= opt.ramp_high && failures < 2; pps += opt.ramp_step) {
		struct result result = send_media(pps, opt.run_ms, 300);
		print_media("ramp", pps, &result);
		double got = (double) result.received_in_time / result.seconds;
		most = fmax(most, got);
		/* A rate that we did not reach ourselves proves nothing. */
		if (loss_of(&result) <= opt.ramp_loss && (double) result.sent / result.seconds > pps * 0.97) {
			best = got;
			failures = 0;
		} else {
			failures++;
		}
		is_generator_limit = loss_of(&result) <= opt.ramp_loss;
	}
	printf("{\"label\":\"%s\",\"mode\":\"ramp result\",\"calls\":%d,\"max_lossfree_pps\":%.0f,\"max_received_pps\":%.0f,"
	       "\"is_generator_limit\":%d}\n", opt.label,
	       opt.calls, best, most, is_generator_limit);
}

static void wait_for_end_of_input(void)
{
	char ignored[64];
	while (read(STDIN_FILENO, ignored, sizeof ignored) > 0)
		drain_all(8);
}

static void measure_media(void)
{
	open_phones();
	prepare_buffers();
	name_run('c');
	run_calls(OFFER, ANSWER, opt.calls, 0, 0);
	if (refused) {
		fprintf(stderr, "rtpload: %llu requests were refused\n", (unsigned long long) refused);
		exit(EXIT_RELAY);
	}
	if (opt.warm_ms)
		send_media(opt.warm_pps > 0 ? opt.warm_pps : opt.is_ramp ? opt.ramp_low : opt.pps, opt.warm_ms, 100);
	if (opt.is_ramp) {
		measure_ramp();
	} else {
		struct result result = send_media(opt.pps, opt.run_ms, 300);
		print_media(opt.is_hold ? "hold" : "media", opt.pps, &result);
	}
	if (opt.is_hold)
		wait_for_end_of_input();
	run_calls(DELETE, DELETE, opt.calls, 0, 0);
}

int main(int argc, char **argv)
{
	uint64_t begin_ns = now_ns();
	read_options(argc, argv);
	if (opt.cpu >= 0) {
		cpu_set_t set;
		CPU_ZERO(&set);
		CPU_SET(opt.cpu, &set);
		if (sched_setaffinity(0, sizeof set, &set))
			perror("rtpload: --cpu");
	}
	struct rlimit files = { 65000, 65000 };
	setrlimit(RLIMIT_NOFILE, &files);
	open_ng();
	start_watching();
	if (opt.is_ping)
		await_first_pong(begin_ns);
	else if (opt.is_signal)
		measure_signalling();
	else
		measure_media();
	return 0;
}
