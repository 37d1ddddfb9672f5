#!/usr/bin/env bash
# Sets up what is missing, builds once, and runs every test project against real servers on free ports.
# usage: ./test.sh [NAME…]   NAME is a project's short name: Ticketing, EndToEnd, Mail, …
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. eng/prepare.sh

limit=${TEST_PROJECT_SECONDS:-1500}
results=$PWD/TestResults
total_passed=0 total_failed=0 total_skipped=0 broken=0 servers_pid=

# Whatever ends this script also ends the running project with all its children, and the servers.
clean_up() {
    trap - EXIT
    trap '' INT TERM HUP
    end_group
    if [ -n "$servers_pid" ]; then
        kill -TERM "$servers_pid" 2>/dev/null || true
        wait "$servers_pid" 2>/dev/null || true
    fi
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

start_servers() {
    say "starting PostgreSQL, RabbitMQ and Redis"
    coproc SERVERS { exec dotnet tests/CustomerOps.Testing/bin/Release/net10.0/CustomerOps.Testing.dll --servers; }
    servers_pid=$SERVERS_PID
    IFS= read -r -t 150 CUSTOMEROPS_TEST_SERVERS <&"${SERVERS[0]}" || fail "the servers did not start"
    export CUSTOMEROPS_TEST_SERVERS
}

count() { grep -o "$2=\"[0-9]*\"" <<<"$1" | head -n 1 | tr -dc 0-9 || true; }

# What failed, and why, each reason once: three hundred tests of one stack that did not start are one line.
reasons() {
    grep -A 1 '\[FAIL\]' "$2" | grep -v '^--$' | cut -c 1-400 | paste - - | sed 's/^ *//' |
        awk -F'\t' -v name="$1" '{ n[$2]++; if (!($2 in first)) first[$2] = $1 } END { for (r in n) printf "%s: %d × %s\n    %s\n", name, n[r], first[r], r }' | head -n 40 || true
}

report() {
    local name=$1 code=$2 passed=${3:-0} failed=${4:-0} skipped=${5:-0} seconds=$6 log=$7 note=
    if [ "$code" -eq 124 ] || [ "$code" -eq 137 ]; then note="  did not finish in $limit s"; fi
    if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; note=${note:-"  ended with code $code"}; fi
    if [ "$((passed + failed))" -eq 0 ]; then failed=1; note="  ran no test"; fi
    if [ "$failed" -gt 0 ]; then broken=1; tail -n 120 "$log" | cut -c 1-400 | sed 's/^/    /'; reasons "$name" "$log" >>"$results/reasons"; fi
    total_passed=$((total_passed + passed)) total_failed=$((total_failed + failed)) total_skipped=$((total_skipped + skipped))
    printf '%-18s %5d passed %3d failed %3d skipped %4d s%s\n' "$name" "$passed" "$failed" "$skipped" "$seconds" "$note" | tee -a "$results/summary"
}

run_dotnet() {
    local project=$1 name=$2 started=$SECONDS code=0 counters
    in_group "$limit" dotnet "$project/bin/Release/net10.0/$(basename "$project").dll" -noColor -trx "$results/$name.trx" >"$results/$name.log" 2>&1 || code=$?
    counters=$(grep -o '<Counters [^>]*' "$results/$name.trx" 2>/dev/null) || counters=
    local total executed
    total=$(count "$counters" total) executed=$(count "$counters" executed)
    report "$name" "$code" "$(count "$counters" passed)" "$(count "$counters" failed)" "$((${total:-0} - ${executed:-0}))" "$((SECONDS - started))" "$results/$name.log"
}

run_node() {
    local folder=$1 name=$2 started=$SECONDS code=0 log=$results/$2.log
    in_group "$limit" npm --prefix "$folder" test >"$log" 2>&1 || code=$?
    node_count() { grep -E "^(#|ℹ) $1 [0-9]+" "$log" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'; }
    report "$name" "$code" "$(node_count pass)" "$(($(node_count fail) + $(node_count cancelled)))" "$(($(node_count skipped) + $(node_count todo)))" "$((SECONDS - started))" "$log"
}

wanted() {
    [ "${#names[@]}" -eq 0 ] && return 0
    local name
    for name in "${names[@]}"; do [ "$name" = "$1" ] && return 0; done
    return 1
}

names=("$@")
rm -rf "$results"
mkdir -p "$results"
need_tools
install_servers
fill_feed
install_node_packages tests/CustomerOps.Testing/*/package-lock.json
build CustomerOps.sln -p:UseAspire=false
start_servers

run_projects() {
    local project name
    for project in "$@"; do
        [ -n "$project" ] || continue
        name=${project#tests/CustomerOps.} name=${name%.Tests}
        if wanted "$name"; then run_dotnet "$project" "$name"; fi
    done
}

# The whole system last: what is wrong in a part shows first.
parts=(tests/*.Tests)
run_projects "${parts[@]/%*EndToEnd.Tests/}"
for package in src/*/package.json; do
    folder=$(dirname "$package") name=${folder#src/CustomerOps.}
    if grep -q '"test"' "$package" && wanted "$name"; then run_node "$folder" "$name"; fi
done
run_projects tests/CustomerOps.EndToEnd.Tests

if [ -e "$results/reasons" ]; then cat "$results/reasons"; fi
echo "$total_passed passed, $total_failed failed, $total_skipped skipped" | tee "$results/total"
[ "$broken" -eq 0 ] && [ "$((total_passed + total_failed))" -gt 0 ]
