#!/usr/bin/env bash
# Sweep with its metrics watched, on this machine and without containers: a server, Prometheus and, where it is installed,
# Grafana, all reachable from this machine alone.
# Needs Debian's prometheus and a built sweep: dotnet build src/Client -c Release
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/processes.sh"

usage() {
    cat >&2 <<'USAGE'
usage: local.sh [options] start|stop|status
  --state DIR          folder for record, metrics, logs and process ids (${XDG_STATE_HOME:-~/.local/state}/sweep-local)
  --workers N          training threads (the cores)
  --data DIR           where data files of submitted specs lie (none: specs name built-in data sets alone)
  --port P             the API (7777)
  --metrics-port P     the server's metrics (9464)
  --prometheus-port P  Prometheus (9090)
  --grafana-port P     Grafana (3000)
  --sweep FILE         the sweep to run (the newest built one of this repository, else the one on the path)
  --grafana DIR        Grafana's home, with bin and conf (/usr/share/grafana, where it is installed)
USAGE
    exit 2
}

fail() {
    echo "local: $*" >&2
    exit 1
}

state="${XDG_STATE_HOME:-$HOME/.local/state}/sweep-local"
workers='' data='' port=7777 metrics_port=9464 prometheus_port=9090 grafana_port=3000 sweep='' grafana=/usr/share/grafana verb=''
while [ $# -gt 0 ]; do
    case $1 in
        --state | --workers | --data | --port | --metrics-port | --prometheus-port | --grafana-port | --sweep | --grafana)
            [ $# -ge 2 ] || usage
            case $1 in
                --state) state=$2 ;;
                --workers) workers=$2 ;;
                --data) data=$2 ;;
                --port) port=$2 ;;
                --metrics-port) metrics_port=$2 ;;
                --prometheus-port) prometheus_port=$2 ;;
                --grafana-port) grafana_port=$2 ;;
                --sweep) sweep=$2 ;;
                --grafana) grafana=$2 ;;
            esac
            shift 2
            ;;
        start | stop | status) verb=$1 && shift ;;
        *) usage ;;
    esac
done
[ -n "$verb" ] || usage
for number in "$port" "$metrics_port" "$prometheus_port" "$grafana_port"; do
    [[ $number =~ ^[0-9]{1,5}$ ]] && [ "$number" -ge 1 ] && [ "$number" -le 65535 ] || fail "'$number' is no port; allowed: 1 to 65535"
done

find_sweep() {
    newest=$(ls -t "$here"/../artifacts/*/bin/Sweep.Client/*/sweep 2>/dev/null | head -1)
    [ -n "$newest" ] || newest=$(command -v sweep || true)
    [ -n "$newest" ] || fail "there is no built sweep; dotnet build src/Client -c Release"
    echo "$newest"
}

grafana_program() {
    for program in "$grafana/bin/grafana" /usr/sbin/grafana /usr/bin/grafana; do
        if [ -d "$grafana/conf" ] && [ -x "$program" ]; then echo "$program" && return; fi
    done
}

# A port that somebody else has would make what follows ask a stranger.
free() {
    if { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; then
        exec 3>&-
        fail "port $1 is in use; choose another with $2"
    fi
}

# launch NAME COMMAND…: starts it with a log of its own; it outlives this shell.
launch() {
    name=$1
    shift
    nohup "$@" >>"$state/$name.log" 2>&1 </dev/null &
    note "$state/$name.pid" $!
}

# wait_for NAME PORT PATH: until it answers.
wait_for() {
    for _ in $(seq 240); do
        if answers "$2" "$3"; then return; fi
        alive "$state/$1.pid" || fail "$1 has ended; see $state/$1.log"
        sleep 0.5
    done
    fail "$1 does not answer after two minutes; see $state/$1.log"
}

# The same as prometheus/prometheus.yml, but that the one target is here.
configure_prometheus() {
    cat >"$state/prometheus.yml" <<CONFIG
global:
  scrape_interval: 5s
  scrape_timeout: 4s
  evaluation_interval: 5s
rule_files: ["$here/prometheus/rules/*.yml"]
scrape_configs:
  - job_name: sweep
    static_configs:
      - targets: ["127.0.0.1:$metrics_port"]
  - job_name: prometheus
    static_configs:
      - targets: ["127.0.0.1:$prometheus_port"]
CONFIG
}

start_sweep() {
    if alive "$state/sweep.pid"; then return; fi
    free "$port" --port
    free "$metrics_port" --metrics-port
    launch sweep "$sweep" serve --listen "127.0.0.1:$port" --metrics-port "$metrics_port" --store "$state/sweeps.db" \
        ${workers:+--workers "$workers"} ${data:+--data "$data"}
}

start_prometheus() {
    if alive "$state/prometheus.pid"; then return; fi
    free "$prometheus_port" --prometheus-port
    configure_prometheus
    launch prometheus prometheus --config.file="$state/prometheus.yml" --storage.tsdb.path="$state/metrics" --storage.tsdb.retention.time=30d \
        --web.listen-address="127.0.0.1:$prometheus_port"
}

start_grafana() {
    if alive "$state/grafana.pid"; then return; fi
    free "$grafana_port" --grafana-port
    if [ ! -s "$state/grafana-password" ]; then
        (umask 077 && od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$state/grafana-password")
    fi
    mkdir -p "$state/grafana"
    launch grafana env \
        GF_PATHS_DATA="$state/grafana" GF_PATHS_LOGS="$state/grafana/log" GF_PATHS_PLUGINS="$state/grafana/plugins" GF_PATHS_PROVISIONING="$here/grafana/provisioning" \
        GF_SERVER_HTTP_ADDR=127.0.0.1 GF_SERVER_HTTP_PORT="$grafana_port" GF_SECURITY_ADMIN_PASSWORD__FILE="$state/grafana-password" \
        GF_ANALYTICS_REPORTING_ENABLED=false GF_ANALYTICS_CHECK_FOR_UPDATES=false GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES=false \
        GF_NEWS_NEWS_FEED_ENABLED=false GF_SECURITY_DISABLE_GRAVATAR=true GF_PLUGINS_PREINSTALL_DISABLED=true GF_LOG_MODE=console \
        PROMETHEUS_URL="http://127.0.0.1:$prometheus_port" SWEEP_DASHBOARDS="$here/grafana/dashboards" \
        "$1" server --homepath "$grafana"
}

# tell NAME PORT PATH: one line on how it is.
tell() {
    if ! alive "$state/$1.pid"; then
        echo "$1: ended" && code=3
    elif answers "$2" "$3"; then
        echo "$1: answers on port $2 (process $pid)"
    else
        echo "$1: does not answer on port $2 (process $pid)" && code=3
    fi
}

case $verb in
    start)
        mkdir -p "$state"
        state=$(cd "$state" && pwd)
        [ -z "$data" ] || data=$(cd "$data" && pwd)
        [ -n "$sweep" ] || sweep=$(find_sweep)
        [ -x "$sweep" ] || fail "$sweep is no program"
        command -v prometheus >/dev/null || fail "Prometheus is not installed; on Debian: apt-get install prometheus"
        program=$(grafana_program)
        start_sweep
        wait_for sweep "$port" /readyz
        start_prometheus
        wait_for prometheus "$prometheus_port" /-/ready
        if [ -n "$program" ]; then
            start_grafana "$program"
            wait_for grafana "$grafana_port" /api/health
        fi
        # What asks for status later has to ask at the same ports.
        echo "$port $prometheus_port $grafana_port" >"$state/ports"
        echo "sweep       http://127.0.0.1:$port      (sweep submit examples/quickstart.yaml --server http://127.0.0.1:$port --watch)"
        echo "Prometheus  http://127.0.0.1:$prometheus_port"
        if [ -n "$program" ]; then
            echo "Grafana     http://127.0.0.1:$grafana_port      (admin, password in $state/grafana-password)"
        else
            echo "Grafana     is not installed at $grafana; its dashboards are in $here/grafana/dashboards"
        fi
        ;;
    stop)
        for name in grafana prometheus sweep; do ask "$state/$name.pid"; done
        # The server takes its trials back in 10 s, and gives up what hangs after 10 more.
        end "$state/grafana.pid" 10
        end "$state/prometheus.pid" 30
        end "$state/sweep.pid" 40
        ;;
    status)
        code=0
        [ ! -f "$state/ports" ] || read -r port prometheus_port grafana_port <"$state/ports"
        tell sweep "$port" /readyz
        tell prometheus "$prometheus_port" /-/ready
        if [ -f "$state/grafana.pid" ]; then tell grafana "$grafana_port" /api/health; fi
        exit $code
        ;;
esac
