#!/usr/bin/env bash
# Starts CustomerOps on this machine; Ctrl-C stops all of it. See usage below.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. eng/prepare.sh

usage() {
    cat <<'TEXT'
usage: ./run.sh [--demo] [--port N] [--reset]
  --demo    also load the demo organisations
  --port N  the gateway's port (default 8080)
  --reset   delete all data first (asks before it does)
Data is kept in .data (or the folder in CUSTOMEROPS_DATA) and found again by the next start.
TEXT
}

demo=() port=8080 reset=no
while [ $# -gt 0 ]; do
    case $1 in
        --demo) demo=(--demo) ;;
        --port) [ $# -gt 1 ] || fail "--port needs a number"; port=$2; shift ;;
        --port=*) port=${1#*=} ;;
        --reset) reset=yes ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; fail "unknown argument '$1'" ;;
    esac
    shift
done
[[ $port =~ ^[0-9]{1,5}$ ]] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ] || fail "--port needs a number from 1 to 65535, not '$port'"
data=${CUSTOMEROPS_DATA:-.data}
trap end_group EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

if [ -e "$data/lock" ] && command -v flock >/dev/null && ! flock -n "$data/lock" true; then
    fail "CustomerOps already runs on the data in $data; stop it first (Ctrl-C where it was started)"
fi
if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    fail "port $port is taken by another program; choose another one: ./run.sh --port $((port < 65535 ? port + 1 : 8081))"
fi

if [ "$reset" = yes ] && [ -d "$data" ]; then
    printf 'Delete all CustomerOps data in %s? This cannot be undone. [y/N] ' "$(cd "$data" && pwd)"
    read -r answer || answer=
    case $answer in
        y | Y | yes) rm -rf "$data"; say "the data is deleted" ;;
        *) echo; fail "nothing was deleted, nothing was started" ;;
    esac
fi

need_tools
fill_feed
install_node_packages

if ! grep -qs '<UseAspire>false' .feed/feed.props && command -v docker >/dev/null && docker info >/dev/null 2>&1; then
    build eng/run.slnf
    say "starting on Aspire, with containers"
    exec dotnet run --project CustomerOps.AppHost -c Release --no-build -- "--GatewayPort=$port" "${demo[@]}"
fi

install_servers
build eng/run.slnf -p:UseAspire=false
say "starting as local processes"
exec dotnet CustomerOps.AppHost/bin/Release/net10.0/CustomerOps.AppHost.dll "--GatewayPort=$port" "${demo[@]}"
