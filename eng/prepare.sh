# What run.sh and test.sh have in common: progress lines, tools, servers, package feed, Node packages, build.
# Sourced with the project's folder as the current one.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1

running=

say() { printf '%7s s  %s\n' "$SECONDS" "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# Runs a command in a process group of its own and within a time limit; what it leaves running ends with it, or with this script.
in_group() {
    local code=0
    timeout --kill-after=15 "$@" </dev/null &
    running=$!
    wait "$running" || code=$?
    end_group
    return "$code"
}

end_group() {
    [ -z "$running" ] || kill -KILL -- "-$running" 2>/dev/null || true
    running=
}

need_tools() {
    command -v dotnet >/dev/null || fail "the .NET SDK 10 is missing: install it and start again"
    dotnet --version >/dev/null 2>&1 || fail "the installed .NET SDK does not fit global.json: $(dotnet --version 2>&1 | head -n 1)"
    command -v node >/dev/null && command -v npm >/dev/null || fail "Node.js 20 with npm is missing: install it and start again"
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node.js 20 or newer is needed; this is $(node --version)"
}

missing_servers() {
    local packages=()
    compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || command -v postgres >/dev/null || packages+=(postgresql)
    [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || [ -x /usr/sbin/rabbitmq-server ] || command -v rabbitmq-server >/dev/null || packages+=(rabbitmq-server)
    command -v redis-server >/dev/null || packages+=(redis-server)
    echo "${packages[*]}"
}

install_servers() {
    local packages as=()
    packages=$(missing_servers)
    [ -n "$packages" ] || return 0
    if ! command -v apt-get >/dev/null; then fail "these servers are missing; install them and start again: $packages"; fi
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || fail "these servers are missing; install them and start again: sudo apt-get install $packages"
        as=(sudo -n)
    fi
    say "installing $packages"
    (
        # Only the programs are wanted: without this file Debian would also start servers of its own on the usual ports.
        hold=/usr/sbin/policy-rc.d
        if [ ! -e "$hold" ]; then
            trap '"${as[@]}" rm -f "$hold"' EXIT
            printf '#!/bin/sh\nexit 101\n' | "${as[@]}" tee "$hold" >/dev/null
            "${as[@]}" chmod 755 "$hold"
        fi
        # shellcheck disable=SC2086 # the list is split on purpose
        output=$("${as[@]}" apt-get update -q 2>&1 && "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $packages 2>&1) \
            || { tail -n 5 <<<"$output" >&2; false; }
    ) || fail "apt-get could not install: $packages"
    packages=$(missing_servers)
    [ -z "$packages" ] || fail "apt-get did not bring: $packages"
}

fill_feed() {
    in_group 1200 dotnet run eng/feed.cs || fail "the package feed lacks packages and could not be filled"
}

# usage: install_node_packages [LOCK…]   besides those of src/
install_node_packages() {
    local lock folder
    for lock in src/*/package-lock.json "$@"; do
        [ -e "$lock" ] || continue
        folder=$(dirname "$lock")
        [ "$folder/node_modules/.package-lock.json" -nt "$lock" ] && continue
        say "installing the Node packages of $(basename "$folder")"
        in_group 1200 npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error || fail "npm could not install the packages of $folder"
    done
}

# Release: what is tested is what runs. No compiler server is left behind.
build() {
    say "building $1"
    in_group 3600 dotnet build "$1" -c Release --nologo -v q -clp:NoSummary -p:UseSharedCompilation=false "${@:2}" || fail "the build failed"
}
