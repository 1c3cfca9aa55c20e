#!/usr/bin/env bash
# A cluster on this machine: a private PostgreSQL and some silos, all reachable from this machine alone.
# Needs Debian's postgresql and a built sweep-silo: dotnet build src/Server -c Release -p:Cluster=true
set -euo pipefail
. "$(dirname "$0")/processes.sh"

usage() {
    cat >&2 <<'USAGE'
usage: local-cluster.sh [options] start|stop|status
  --silos N        silos to start (3)
  --workers N      training threads of each (the cores, shared among the silos)
  --state DIR      folder for database, logs and process ids (${XDG_STATE_HOME:-~/.local/state}/sweep-cluster; of root /var/lib/sweep-cluster)
  --silo FILE      the sweep-silo to run (the newest built one of this repository)
  --port-base P    silos take P+1.., their gateways P+101.., API, health and metrics P+201.. (11110)
USAGE
    exit 2
}

silos=3 workers='' silo='' port_base=11110
# The user that root gives the database to has no way into root's home.
if [ "$(id -u)" = 0 ]; then state=/var/lib/sweep-cluster; else state="${XDG_STATE_HOME:-$HOME/.local/state}/sweep-cluster"; fi
verb=''
while [ $# -gt 0 ]; do
    case $1 in
        --silos | --workers | --state | --silo | --port-base)
            [ $# -ge 2 ] || usage
            case $1 in
                --silos) silos=$2 ;;
                --workers) workers=$2 ;;
                --state) state=$2 ;;
                --silo) silo=$2 ;;
                --port-base) port_base=$2 ;;
            esac
            shift 2
            ;;
        start | stop | status) verb=$1 && shift ;;
        *) usage ;;
    esac
done
[ -n "$verb" ] || usage

fail() {
    echo "local-cluster: $*" >&2
    exit 1
}

# PostgreSQL refuses to run as root; Debian's package has a user for it.
as_owner() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

pg_bin() {
    newest=''
    for folder in /usr/lib/postgresql/*/bin; do [ -x "$folder/initdb" ] && newest=$folder; done
    [ -n "$newest" ] || fail "PostgreSQL is not installed; on Debian: apt-get install postgresql"
    echo "$newest"
}

start_postgres() {
    bin=$(pg_bin)
    if [ ! -f "$state/pg/PG_VERSION" ]; then
        mkdir -p "$state/pg" "$state/run"
        [ "$(id -u)" != 0 ] || chown -R postgres "$state/pg" "$state/run"
        chmod 700 "$state/pg" "$state/run"
        as_owner "$bin/initdb" -D "$state/pg" -U sweep -A trust -E UTF8 --locale=C.UTF-8 >"$state/initdb.log" 2>&1 || fail "initdb failed; see $state/initdb.log"
    fi
    if ! as_owner "$bin/pg_ctl" -D "$state/pg" status >/dev/null 2>&1; then
        # No TCP: the socket's folder is the only door.
        as_owner "$bin/pg_ctl" -D "$state/pg" -l "$state/pg/server.log" -w -o "-c listen_addresses= -c unix_socket_directories='$state/run' -c max_connections=300" start >/dev/null \
            || fail "PostgreSQL did not start; see $state/pg/server.log"
    fi
    as_owner "$bin/psql" -h "$state/run" -U sweep -d postgres -tAc "SELECT 1 FROM pg_database WHERE datname = 'sweep'" | grep -q 1 \
        || as_owner "$bin/createdb" -h "$state/run" -U sweep sweep
}

newest_silo() {
    root=$(cd "$(dirname "$0")/.." && pwd)
    ls -t "$root"/artifacts/cluster/bin/Sweep.Server/*/sweep-silo 2>/dev/null | head -1
}

start_silo() {
    number=$1 pid_file="$state/silo-$1.pid"
    if alive "$pid_file"; then return; fi
    SWEEP_STORE="$store" "$silo" --workers "$workers" \
        --silo-port $((port_base + number)) --gateway-port $((port_base + 100 + number)) --http "127.0.0.1:$((port_base + 200 + number))" \
        >>"$state/silo-$number.log" 2>&1 </dev/null &
    note "$pid_file" $!
}

ready() { answers $((port_base + 200 + $1)) /readyz; }

wait_for_silo() {
    for _ in $(seq 240); do
        if ready "$1"; then return; fi
        alive "$state/silo-$1.pid" || fail "silo $1 has ended; see $state/silo-$1.log"
        sleep 0.5
    done
    fail "silo $1 is not ready after two minutes; see $state/silo-$1.log"
}

numbers() { ls "$state" 2>/dev/null | sed -n 's/^silo-\([0-9]*\)\.pid$/\1/p' | sort -n; }

store="postgres://sweep@/sweep?host=$state/run"

case $verb in
    start)
        mkdir -p "$state"
        state=$(cd "$state" && pwd)
        store="postgres://sweep@/sweep?host=$state/run"
        [ "${#state}" -le 80 ] || fail "the path $state is too long for a socket in it; give a shorter --state"
        as_owner test -x "$state" || fail "the user postgres has no way into $state; give another --state"
        [ -n "$silo" ] || silo=$(newest_silo)
        [ -x "$silo" ] || fail "there is no built sweep-silo; dotnet build src/Server -c Release -p:Cluster=true"
        if [ -z "$workers" ]; then
            workers=$((($(nproc) + silos - 1) / silos))
        fi
        start_postgres
        for number in $(seq "$silos"); do start_silo "$number"; done
        for number in $(seq "$silos"); do wait_for_silo "$number"; done
        echo "$silos silos, $workers workers each. Submit with:"
        echo "  sweep run examples/quickstart.yaml --cluster '$store'"
        echo "  sweep submit examples/quickstart.yaml --server http://127.0.0.1:$((port_base + 201)) --watch"
        ;;
    stop)
        for number in $(numbers); do ask "$state/silo-$number.pid"; done
        for number in $(numbers); do end "$state/silo-$number.pid" 40; done
        if [ -f "$state/pg/postmaster.pid" ]; then as_owner "$(pg_bin)/pg_ctl" -D "$state/pg" -m fast -w stop >/dev/null; fi
        ;;
    status)
        code=0
        if [ -d "$state/pg" ] && as_owner "$(pg_bin)/pg_ctl" -D "$state/pg" status >/dev/null 2>&1; then echo "PostgreSQL: running"; else echo "PostgreSQL: stopped" && code=3; fi
        for number in $(numbers); do
            if ! alive "$state/silo-$number.pid"; then
                echo "silo $number: ended" && code=3
            elif ready "$number"; then
                echo "silo $number: ready (process $pid)"
            else
                echo "silo $number: not ready (process $pid)" && code=3
            fi
        done
        exit $code
        ;;
esac
