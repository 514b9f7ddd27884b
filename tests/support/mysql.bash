# What the scripts for servers of MySQL's kind have in common; to be sourced behind servers.bash.

# shellcheck disable=SC2034 # for servers.bash
account=mysql

usage() {
    sed -n '4,10s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

client() {
    mariadb --no-defaults --skip-ssl --user=root --socket="$dir/socket" "$@"
}

is_up() {
    mariadb-admin --no-defaults --skip-ssl --user=root --socket="$dir/socket" ping >/dev/null 2>&1
}

# The user "reader" is in transactions that only read, whatever they begin with. A lock of rows is
# waited for so long that nobody takes it for a hang. A server that starts deletes the temporary
# tables that it finds in its folder, those of another one too, which falls over that.
options() { # PORT
    printf '%s\n' --no-defaults --datadir="$dir/data" --tmpdir="$dir/temporary" \
        --socket="$dir/socket" --port="$1" --bind-address=127.0.0.1 --pid-file="$dir/pid" \
        --log-error="$dir/error.log" --innodb-buffer-pool-size=64M \
        --innodb-lock-wait-timeout=5 --max-connections=200 \
        --innodb-flush-log-at-trx-commit=0 --character-set-server=utf8mb4 \
        --init-connect="SET SESSION tx_read_only = (USER() LIKE 'reader@%')" \
        "${@:2}" "${server_options[@]}"
}

# The user "varve" may do all that root may, and has the password that the tests watch for.
make_users() {
    client -e "GRANT ALL ON *.* TO 'varve'@'localhost' IDENTIFIED BY '$(cat "$here/password")'
                   WITH GRANT OPTION;
               GRANT ALL ON *.* TO 'locked'@'localhost' IDENTIFIED BY 'right';
               GRANT SELECT, CREATE ON *.* TO 'reader'@'localhost' IDENTIFIED BY ''"
}

# Runs the server program with its options until it answers; false where the port was taken.
launch() { # PROGRAM ARGUMENTS…
    local try pid
    as_server setsid "$@" >"$dir/out" 2>&1 </dev/null &
    pid=$!
    for ((try = 0; try < 600; try++)); do
        ! is_up || return 0
        lives "$pid" || return 1
        sleep 0.05
    done
    die "the server does not answer: $(tail -n 5 "$dir/error.log")"
}

start() {
    local port try
    prepare_directory "$dir"
    as_server mkdir -p "$dir/temporary"
    [ -e "$dir/data" ] || make_data
    port=$(cat "$dir/port" 2>/dev/null || free_port)
    for ((try = 0; ; try++)); do
        serve "$port" && break
        # Somebody else may have taken the port between our look and the start.
        if [ "$try" = 5 ] || ! grep -qi "bind on TCP/IP port\|bind: address" "$dir/error.log"; then
            die "the server does not start: $(cat "$dir/out"; tail -n 5 "$dir/error.log")"
        fi
        port=$(free_port)
    done
    echo "$port" >"$dir/port"
    make_users
    [ -z "$stop_after" ] || stop_after "$stop_after" "$dir"
    echo "DIR='$dir'"
    echo "PORT=$port"
    echo "URL='mysql://root@/mysql?socket=$dir/socket'"
}

stop() {
    local pid
    pid=$(cat "$dir/pid" 2>/dev/null) || return 0
    lives "$pid" || return 0
    kill "$pid"
    wait_for_exit "$pid"
}

main() { # start|stop DIR [--stop-after PID] [-- OPTION…]
    [ $# -ge 2 ] || usage
    local command=$1
    dir=$(realpath -m "$2")
    shift 2
    stop_after=''
    server_options=()
    while [ $# -gt 0 ]; do
        case $1 in
        --stop-after) stop_after=${2:?--stop-after needs a process id} && shift ;;
        --) server_options=("${@:2}") && break ;;
        *) usage ;;
        esac
        shift
    done
    cd /
    case $command in
    start) start ;;
    stop) stop ;;
    *) usage ;;
    esac
}
