# What the scripts that start servers for tests have in common; to be sourced.

# shellcheck disable=SC2034 # for those who source this
script=$(readlink -f "$0")
readonly script program=${0##*/}

die() {
    echo "$program: $*" >&2
    exit 1
}

# Servers refuse to run as root; root lends them the account that the Debian package made. Who
# sources this may name another.
account=postgres
as_server() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid="$account" --regid="$account" --clear-groups env HOME=/ "$@"
    else
        "$@"
    fi
}

# Makes the folder, for the server's account to own.
prepare_directory() {
    mkdir -p "$1" || die "cannot make $1"
    [ ${#1} -le 80 ] || die "the path $1 is too long for a socket in it: 80 bytes at most"
    if [ "$(id -u)" = 0 ]; then
        chown "$account:$account" "$1"
        chmod 755 "$1"
        as_server test -w "$1" ||
            die "user $account cannot reach $1: a folder above it is closed to others"
    fi
}

# A port below those that the kernel hands out, where nobody listens now.
free_port() {
    local port
    while true; do
        port=$((10000 + (RANDOM * 32768 + RANDOM) % 22000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

# A process that has ended but that its parent has not buried yet does not live.
lives() {
    [[ $(ps -o stat= -p "$1") == [!Z]* ]]
}

wait_for_exit() {
    local try
    for ((try = 0; try < 500; try++)); do
        lives "$1" || return 0
        sleep 0.02
    done
    die "process $1 does not end"
}

# Runs "$program stop $2" when process $1 has gone, so that a killed test leaves nothing behind.
stop_after() {
    setsid bash -c 'tail --pid="$1" -f /dev/null; exec "$2" stop "$3"' \
        stop_after "$1" "$script" "$2" </dev/null >/dev/null 2>&1 &
    disown
}
