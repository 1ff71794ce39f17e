# What the scripts of this folder share; they source it. Variables they set before calling: see each function.
# shellcheck shell=bash

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
out=$root/target/bench
rtpengine=${RTPENGINE:-$(command -v rtpengine || true)}
patchbay=${PATCHBAY:-$root/bin/rtpengine}
relay_core=0
load_core=1
relay_pid=
# In front of commands that run where the relay runs, and where the phones are; empty: here.
in_host=()
at_phones=()

ours=patchbay
theirs=rtpengine
log_level=4

# 127.0.0.1 carries the relays' media, 127.0.0.2 and .3 the phones.
ng=127.0.0.1:22330
port_min=10000
port_max=59999

fail() {
    echo "bench: $*" >&2
    exit 1
}

need_program() {
    command -v "$1" >/dev/null || fail "$1 was not found: install the package $2."
}

# take_options 'NAME NAME' ARGUMENT...: --some-name VALUE sets some_name. The script has a function usage.
take_options() {
    local names=" $1 " name
    shift
    while [ $# -gt 0 ]; do
        case $1 in -h | --help) usage && exit 0 ;; esac
        name=${1#--}
        case $names in *" $name "*) ;; *) usage >&2 && exit 2 ;; esac
        [ $# -gt 1 ] || fail "$1 wants a value"
        declare -g "${name//-/_}=$2"
        shift 2
    done
}

# prepare NAME: files of the results, a folder for work, the programs. The script may have a function clean_up, run at its end.
prepare() {
    need_program gcc gcc
    need_program taskset util-linux
    [ "$(nproc)" -ge 2 ] || fail "two cores are needed, one for the relay and one for the load."
    mkdir -p "$out"
    stamp=$(date +%Y%m%d-%H%M%S)${1:+-$1}
    results=$out/$stamp.jsonl
    : >"$results"
    work=$(mktemp -d)
    trap stop_all EXIT
    ulimit -n "$(ulimit -H -n)" 2>/dev/null || true
    build_load
    "$patchbay" --version >/dev/null # builds, if that is needed
}

# With SRTP if with_srtp is set: that needs a library more.
build_load() {
    if [ -z "${with_srtp:-}" ]; then
        gcc -O2 -pthread -o "$out/rtpload" "$root/bench/rtpload.c" -lm
        return
    fi
    echo '#include <openssl/evp.h>' | gcc -fsyntax-only -xc - 2>/dev/null ||
        fail "SRTP needs the headers of OpenSSL's libcrypto: install the package libssl-dev."
    gcc -O2 -pthread -DWITH_SRTP -o "$out/rtpload" "$root/bench/rtpload.c" "$root/bench/srtp.c" -lm -lcrypto
}

stop_all() {
    ! declare -F clean_up >/dev/null || clean_up
    stop_relay
    rm -rf "$work"
}

# Of a relay or variant: its options beside the common ones.
options_of() {
    case $1 in
        "$theirs" | "$ours") ;;
        "$theirs-2threads") echo --num-threads=2 ;;
        "$ours-500us") echo --media-latency-budget=500us ;;
        "$ours-epoll") echo --media-io=epoll ;;
        "$ours-epoll-500us") echo --media-io=epoll --media-latency-budget=500us ;;
        "$ours-nio") echo --media-io=nio ;;
        "$ours-kernel") echo --table=0 ;;
        *) fail "unknown variant $1." ;;
    esac
}

# start_relay NAME [JAVA_OPTION...]: on loopback and the relay's core; sets relay_pid.
start_relay() {
    local name=$1 program=$rtpengine extra
    shift
    extra=$(options_of "$name")
    [[ $name = "$theirs"* ]] || program=$patchbay
    [ -n "$program" ] || fail "rtpengine was not found: install the package rtpengine-daemon, or name other relays."
    # shellcheck disable=SC2086
    PATCHBAY_JAVA_OPTS="${PATCHBAY_JAVA_OPTS:-} $*" launch "$name" taskset -c $relay_core "$program" --table=-1 --config-file=none \
        --foreground --log-stderr --log-level="$log_level" --interface=127.0.0.1 --listen-ng=$ng --port-min=$port_min \
        --port-max=$port_max --pidfile="$work/pid" $extra
}

# Long enough for the Java runtime to compile what is used. warm_relay CALLS
warm_relay() {
    load --signal --warm 0 --secs 8 --window 8 >/dev/null
    warm_media "$1" 3
    settle
}

# Media with calls that come and go, several times: code that Java has compiled under media alone is thrown away and compiled anew when
# the next calls are set up. warm_media CALLS SECONDS
warm_media() {
    local round
    for ((round = 0; round < 4; round++)); do
        load --calls "$1" --warm 0 --secs "$2" --pps 50000 >/dev/null
    done
}

# launch LABEL COMMAND...: starts a relay in the background and waits until it listens at $ng; sets relay_pid.
launch() {
    local label=$1
    shift
    "$@" 2>"$work/$label.log" &
    relay_pid=$!
    for _ in $(seq 600); do
        is_listening && return 0
        kill -0 "$relay_pid" 2>/dev/null || break
        sleep 0.1
    done
    cat "$work/$label.log" >&2
    fail "$label did not start."
}

# Whether somebody has the ng port; the table is in hexadecimal, addresses the other way round.
is_listening() {
    local a b c d
    IFS=. read -r a b c d <<<"${ng%:*}"
    "${in_host[@]}" grep -q "$(printf '%02X%02X%02X%02X:%04X' "$d" "$c" "$b" "$a" "${ng#*:}") " /proc/net/udp
}

stop_relay() {
    [ -n "$relay_pid" ] || return 0
    kill "$relay_pid" 2>/dev/null || true
    wait "$relay_pid" 2>/dev/null || true
    relay_pid=
}

# Waits until a relay without load does nothing: the Java runtime goes on compiling for a while after it was warmed up, more so the
# busier the machine is, and that would be counted as the cost of packets.
settle() {
    local before after
    for _ in $(seq 60); do
        before=$(relay_cpu_ns)
        sleep 0.5
        after=$(relay_cpu_ns)
        [ $((after - before)) -ge 25000000 ] || return 0
    done
}

relay_cpu_ns() {
    cat /proc/"$relay_pid"/task/*/schedstat | awk '{ sum += $1 } END { printf "%.0f\n", sum }'
}

load() {
    "${at_phones[@]}" "$out/rtpload" --ng "$ng" --cpu $load_core --relay-cpu $relay_core --pid "$relay_pid" "$@"
}

# A load that shares its core with another one that never sleeps, and that must not wait for it: how long a reply took would be counted
# from a generator that had no core. Needs root; else it waits.
load_beside() {
    local urgent=()
    ! chrt -f 5 true 2>/dev/null || urgent=(chrt -f 5)
    "${at_phones[@]}" "${urgent[@]}" "$out/rtpload" --ng "$ng" --cpu $load_core --relay-cpu $relay_core --pid "$relay_pid" "$@"
}

# Kilobytes: resident, and alive in a Java heap (0 for anything else).
resident_kb() {
    sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\).*/\1/p' "/proc/$relay_pid/status"
}

live_heap_kb() {
    local program jcmd
    program=$(readlink "/proc/$relay_pid/exe")
    [ "${program##*/}" = java ] || { echo 0 && return 0; }
    jcmd=${program%/*}/jcmd
    "$jcmd" "$relay_pid" GC.run >/dev/null
    "$jcmd" "$relay_pid" GC.run >/dev/null
    "$jcmd" "$relay_pid" GC.heap_info | sed -n 's/.*heap.* used \([0-9]*\)K.*/\1/p' | head -1
}

descriptors() {
    local files=(/proc/"$relay_pid"/fd/*)
    echo ${#files[@]}
}

# The value of a field of the JSON object on standard input, which has no nested ones.
field() {
    sed -n "s/.*\"$1\":\"\{0,1\}\([^,\"}]*\).*/\1/p"
}

# median NAME FIELD TEXT_IN_LINE: of all lines of a relay that have the text.
median() {
    { grep -F "\"label\":\"$1\"" "$results" || true; } | { grep -F "$3" || true; } | field "$2" | middle
}

# The median of the numbers on standard input.
middle() {
    sort -n | awk '{ v[NR] = $1 } END { if (NR) print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2; else print "-" }'
}

# table_of MODE 'RELAY RELAY' FIELD:TITLE...: medians of the lines of a mode.
table_of() {
    local mode=$1 names=$2 what name
    shift 2
    printf '%-52s' "$mode"
    for name in $names; do printf ' %12s' "$name"; done
    printf '\n'
    for what in "$@"; do
        printf '%-52s' "${what#*:}"
        for name in $names; do printf ' %12s' "$(median "$name" "${what%%:*}" "\"mode\":\"$mode\"")"; done
        printf '\n'
    done
}
