# Runs one server and stops it when the other end of standard input goes, also when the tests were killed hard.
# Arguments: log file, folder, signal that stops the server, signal that ends it for good, command line.
# A line on standard input stops the server and keeps its folder; the end of standard input takes the folder too.
log=$1 folder=$2 stop=$3 end=$4
shift 4
trap '' INT HUP
exec 3<&0
"$@" >>"$log" 2>&1 </dev/null 3<&- &
server=$!
exec 2>/dev/null
(
    read -r _ <&3
    kept=$?
    trap '' TERM
    if [ "$kept" -eq 0 ]; then kill -s "$stop" "$server"; else kill -s "$end" "$server"; fi
    tries=0
    while kill -0 "$server" && [ "$tries" -lt 100 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    kill -s KILL "$server"
    exit "$kept"
) &
guard=$!
exec 3<&-
wait "$server"
code=$?
kill "$guard"
wait "$guard"
[ $? -eq 1 ] && rm -rf "$folder"
exit "$code"
