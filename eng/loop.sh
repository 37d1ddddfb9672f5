#!/usr/bin/env bash
# The main loop by hand: ten steps through the gateway of a running CustomerOps (./run.sh --demo), each call and answer shown.
set -euo pipefail
data=${CUSTOMEROPS_DATA:-$(cd "$(dirname "$0")/.." && pwd)/.data}
json() { node -e 'let t="";process.stdin.on("data",d=>t+=d).on("end",()=>{let v=JSON.parse(t);for(const k of process.argv[1].split("."))v=v?.[k];console.log(typeof v==="object"?JSON.stringify(v):v??"")})' "$1"; }
G=$(json gateway <"$data/endpoints.json"); G=${G%/}
mailbox=$(json mailbox <"$data/endpoints.json"); mailbox=${mailbox%/}
key() { json "nordlys.$1" <"$data/demo-keys.json"; }
customer="kari.$(date +%s)@example.com"

# call ROLE METHOD PATH [BODY] [HEADER…]: shows the call and the answer; leaves them in $answer, $status, $etag.
call() {
    local role=$1 method=$2 path=$3 body=${4-} header=() out
    shift $(($# < 4 ? $# : 4))
    for h in "$@"; do header+=(-H "$h"); done
    printf '\n$ curl -X %s $G%s  (%s)%s\n' "$method" "$path" "$role" "${body:+ -d $quote$body$quote}"
    [ "$role" = nobody ] || header+=(-H "Authorization: Bearer $(key "$role")")
    [ -z "$body" ] || header+=(-H 'Content-Type: application/json' --data "$body")
    out=$(curl -sS -m 30 -D /dev/stderr -X "$method" "${header[@]}" "$G$path" 2>"$work/headers")
    answer=$out
    status=$(awk '/^HTTP/{s=$2} END{print s}' "$work/headers")
    etag=$(tr -d '\r' <"$work/headers" | awk 'tolower($1)=="etag:"{print $2}')
    printf '%s %s\n%s\n' "$status" "${etag:+ETag $etag}" "$(printf '%.700s' "$answer")"
}
# change ROLE METHOD PATH BODY: reads the ticket and changes it; when it was changed in between (routing gave it to somebody), it is read again.
change() {
    for _ in 1 2 3 4 5; do
        call "$1" GET "/api/v1/tickets/$ticket"
        call "$1" "$2" "$3" "$4" "If-Match: $etag"
        [ "$status" = 412 ] || return 0
    done
}
quote="'"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

echo '# 1. A shop tells of an order'
call partner POST /api/v1/orders '{"externalId":"W-'$RANDOM'","customer":{"email":"'$customer'","name":"Kari Hansen","language":"nb","branch":"main"},"lines":[{"sku":"KETTLE-1","name":"Vannkoker","quantity":1,"unitPrice":499.00}],"currency":"NOK","placedAt":"2026-11-20T10:00:00Z","status":"processed"}'
order=$(json id <<<"$answer")

echo; echo '# 2. The customer writes; it becomes a ticket'
call agent POST /api/v1/tickets '{"channel":"email","subject":"Vannkokeren virker ikke","body":"Hei, vannkokeren jeg kjøpte slår seg ikke på. Kan jeg få en ny?","requester":{"email":"'$customer'","name":"Kari Hansen"},"orderId":"'$order'"}'
ticket=$(json id <<<"$answer")
call agent GET "/api/v1/tickets/$ticket/suggested-articles"

echo; echo '# 3. An agent answers; the first-response clock stops'
call agent POST "/api/v1/tickets/$ticket/messages" '{"visibility":"public","body":"Hei Kari, det beklager vi. Vi sender deg en ny i dag."}'
call agent GET "/api/v1/tickets/$ticket/clocks"

echo; echo '# 4. Escalated, then solved'
change agent PUT "/api/v1/tickets/$ticket/escalation" '{"tier":"senior","reason":"Trenger godkjenning av bytte"}'
change senior PUT "/api/v1/tickets/$ticket/solution" '{"summary":"Ny vannkoker er sendt."}'

echo; echo '# 5. The customer is asked, once'
for _ in 1 2 3 4 5 6 7 8 9 10; do
    curl -sS -m 10 -H "Authorization: Bearer $(key agent)" "$G/api/v1/survey-invitations?ticketId=$ticket" | grep -q '"id"' && break
    sleep 0.2
done
call agent GET "/api/v1/survey-invitations?ticketId=$ticket"

echo; echo '# 6. The link is only in the mail; the customer opens it and answers'
for _ in $(seq 50); do
    token=$(curl -sS -m 10 "$mailbox/email?to.address=$customer" | grep -o '/s/[A-Za-z0-9_.-]*' | head -n 1 | cut -c4-) || true
    [ -n "${token:-}" ] && break
    sleep 0.2
done
call nobody GET "/api/v1/survey-answers/$token"
answers=$(node -e 'const q=JSON.parse(process.argv[1]).questions;console.log(JSON.stringify({answers:q.map(x=>({question:x.id,value:{nps:2,csat:2,ces:3}[x.type]??"Det tok altfor lang tid."}))}))' "$answer")
call nobody POST "/api/v1/survey-answers/$token" "$answers"
call nobody POST "/api/v1/survey-answers/$token" "$answers"

echo; echo '# 7. An unhappy customer reaches a person: a follow-up waits for the supervisors'
for _ in 1 2 3 4 5 6 7 8 9 10; do
    curl -sS -m 10 -H "Authorization: Bearer $(key agent)" "$G/api/v1/tickets?origin=survey-follow-up&requester=$customer" | grep -q '"id"' && break
    sleep 0.2
done
call agent GET "/api/v1/tickets?origin=survey-follow-up&requester=$customer"
call agent GET "/api/v1/tickets/$ticket?include=customer"
call agent GET "/api/v1/customers/$(json customer.id <<<"$answer")/timeline"

echo; echo '# 8. Scores, with their intervals'
call manager GET '/api/v1/scores?metric=nps&by=channel'

echo; echo '# 9. A better article'
call senior POST /api/v1/articles '{"title":"Vannkokeren slår seg ikke på","body":"Sjekk at lokket er lukket. Hjelper det ikke, bytter vi den uten kvittering.","language":"nb","audience":"public","type":"troubleshooting","tags":["vannkoker"]}'
article=$(json id <<<"$answer")
call senior PUT "/api/v1/articles/$article/publication" '' "If-Match: $etag"
call agent GET '/api/v1/articles/search?q=vannkoker+virker+ikke&language=nb&limit=1'

echo; echo '# 10. A better rota'
from=$(date -u -d 'next monday' +%Y-%m-%d); to=$(date -u -d 'next monday + 7 days' +%Y-%m-%d); week=$(date -u -d 'next monday' +%G-W%V)
call manager POST /api/v1/forecasts '{"channel":"phone","from":"'$from'","to":"'$to'"}'
forecast=$(json id <<<"$answer")
call manager GET "/api/v1/staffing-requirements?forecastId=$forecast&serviceLevel=0.8&answerSeconds=20&ahtSeconds=180"
call manager POST "/api/v1/rotas/$week/solution" '{"forecastId":"'$forecast'","serviceLevel":0.8,"answerSeconds":20,"ahtSeconds":180}'
call manager GET "/api/v1/rotas/$week"
