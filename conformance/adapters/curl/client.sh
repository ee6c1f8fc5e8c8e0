#!/bin/sh
# An ADE client of curl and openssl, one operation a process (docs/shim.md).
# README.md of this folder says how it fares.
set -u

state=$MDMOCK_STATE
limit=$((${MDMOCK_DEADLINE_MS:-30000} / 4000))
answer=$state/answer.$$
headers=$state/headers.$$
trap 'rm -f "$answer" "$headers"' EXIT

fail() {
  echo "error: $*" >&2
  exit 1
}

# keep SESSION: no other process may read half of it.
keep() {
  printf %s "$1" >"$kept.$$" && mv "$kept.$$" "$kept"
}

# The text of a JSON field that holds no escapes.
field() {
  tr -d '\n' <"$2" | sed -n 's/.*"'"$1"'"[ ]*:[ ]*"\([^"]*\)".*/\1/p'
}

encode() {
  printf %s "$1" | LC_ALL=C od -An -v -tx1 | tr -d '\n' | sed 's/ /%/g' |
    tr 'a-f' 'A-F' |
    sed -e 's/%2D/-/g' -e 's/%2E/./g' -e 's/%5F/_/g' -e 's/%7E/~/g' |
    awk '{
      for (i = 1; i <= length($0); ) {
        c = substr($0, i, 1)
        if (c != "%") { printf "%s", c; i++; continue }
        n = index("0123456789ABCDEF", substr($0, i + 1, 1)) - 1
        n = n * 16 + index("0123456789ABCDEF", substr($0, i + 2, 1)) - 1
        if ((n > 47 && n < 58) || (n > 64 && n < 91) || (n > 96 && n < 123))
          printf "%c", n
        else
          printf "%s", substr($0, i, 3)
        i += 3
      }
    }'
}

# A session, and a cursor, for each server token.
id=
if [ "$MDMOCK_OP" != import-token ]; then
  id=$(field access_token "$MDMOCK_TOKEN" | openssl dgst -sha256 -r |
    cut -c1-16)
fi
kept=$state/session-$id
place=$state/cursor-$id

# ask METHOD PATH [BODY] [HEADER]: the status goes to stdout.
ask() {
  set -- "$1" "$2" "${3:-}" "${4:-X-None:}"
  if [ -n "$3" ]; then
    curl -s -o "$answer" -D "$headers" -w '%{http_code}' --max-time $limit \
      --cacert "$MDMOCK_CA" -A mdmock-curl/1 -X "$1" -H "$4" \
      -H 'X-Server-Protocol-Version: 10' \
      -H 'Content-Type: application/json;charset=UTF8' \
      --data-binary "$3" "$MDMOCK_HTTPS_URL$2"
  else
    curl -s -o "$answer" -D "$headers" -w '%{http_code}' --max-time $limit \
      --cacert "$MDMOCK_CA" -A mdmock-curl/1 -X "$1" -H "$4" \
      -H 'X-Server-Protocol-Version: 10' "$MDMOCK_HTTPS_URL$2"
  fi
}

session() {
  ck=$(field consumer_key "$MDMOCK_TOKEN")
  cs=$(field consumer_secret "$MDMOCK_TOKEN")
  at=$(field access_token "$MDMOCK_TOKEN")
  as=$(field access_secret "$MDMOCK_TOKEN")
  nonce=$(openssl rand -hex 16)
  now=$(date +%s)
  url=$(printf %s "$MDMOCK_HTTPS_URL/session" | tr '[:upper:]' '[:lower:]')
  parameters="oauth_consumer_key=$(encode "$ck")&oauth_nonce=$nonce"
  parameters="$parameters&oauth_signature_method=HMAC-SHA1"
  parameters="$parameters&oauth_timestamp=$now&oauth_token=$(encode "$at")"
  parameters="$parameters&oauth_version=1.0"
  base="GET&$(encode "$url")&$(encode "$parameters")"
  key="$(encode "$cs")&$(encode "$as")"
  hexkey=$(printf %s "$key" | od -An -v -tx1 | tr -d ' \n')
  signature=$(printf %s "$base" |
    openssl dgst -sha1 -mac HMAC -macopt "hexkey:$hexkey" -binary |
    openssl base64)
  header="Authorization: OAuth realm=\"ADM\", oauth_consumer_key=\"$(encode "$ck")\""
  header="$header, oauth_token=\"$(encode "$at")\""
  header="$header, oauth_signature_method=\"HMAC-SHA1\""
  header="$header, oauth_signature=\"$(encode "$signature")\""
  header="$header, oauth_timestamp=\"$now\", oauth_nonce=\"$nonce\""
  header="$header, oauth_version=\"1.0\""
  status=$(ask GET /session '' "$header") || fail "no connection to /session"
  [ "$status" = 200 ] ||
    fail "/session: status $status: $(cat "$answer")"
  token=$(field auth_session_token "$answer")
  [ -n "$token" ] || fail "/session gave no session"
  keep "$token"
}

# call METHOD PATH [BODY]: with the session, and once more with a new one.
call() {
  [ -s "$kept" ] || session
  for attempt in 1 2; do
    status=$(ask "$1" "$2" "${3:-}" \
      "X-ADM-Auth-Session: $(cat "$kept")") ||
      fail "$2: no whole answer"
    next=$(tr -d '\r' <"$headers" |
      sed -n 's/^[Xx]-[Aa][Dd][Mm]-[Aa][Uu][Tt][Hh]-[Ss][Ee][Ss][Ss][Ii][Oo][Nn]: *//p')
    [ -z "$next" ] || keep "$next"
    case $status:$(tr -d '"\r\n' <"$answer") in
      401:* | 403:FORBIDDEN) [ $attempt = 2 ] || session ;;
      *) break ;;
    esac
  done
  [ "$status" = 200 ] || fail "$2: status $status: $(cat "$answer")"
}

# pages PATH CURSOR: all pages from there on; 1 where the cursor is refused.
pages() {
  cursor=$2
  while :; do
    body='{"limit":1000}'
    [ -z "$cursor" ] || body='{"limit":1000,"cursor":"'$cursor'"}'
    (trap - EXIT && call POST "$1" "$body" && cp "$answer" "$state/page") \
      2>"$state/refused" || {
      cat "$state/refused" >&2
      grep -q '[DN]_CURSOR\|INVALID_CURSOR' "$state/refused" && return 1
      exit 1
    }
    call_answer=$state/page
    next=$(field cursor "$call_answer")
    [ "$next" != "$cursor" ] || break
    cursor=$next
    tr -d ' \n' <"$call_answer" | grep -q '"more_to_follow":true' || break
  done
  printf %s "$cursor" >"$place"
}

fetch() {
  rm -f "$place"
  pages /server/devices '' || fail "the fetch was refused"
}

import_token() {
  p7m=$(printf %s "$MDMOCK_ARGS" | sed -n 's/.*"p7m":"\([^"]*\)".*/\1/p')
  key=$(printf %s "$MDMOCK_ARGS" | sed -n 's/.*"key":"\([^"]*\)".*/\1/p')
  text=$(openssl cms -decrypt -inform SMIME -in "$p7m" -inkey "$key" |
    tr -d '\r\n' | sed -n 's/.*\({.*}\).*/\1/p')
  [ -n "$text" ] || fail "the file is no token for this key"
  (umask 077 && printf '%s\n' "$text" >"$state/token.json")
}

case $MDMOCK_OP in
  session) session ;;
  account) call GET /account ;;
  details) call POST /devices "$MDMOCK_ARGS" && cat "$answer" ;;
  remove-profile) call DELETE /profile/devices "$MDMOCK_ARGS" ;;
  assign-profile) call PUT /profile/devices "$MDMOCK_ARGS" ;;
  fetch) fetch ;;
  sync)
    if [ -s "$place" ]; then
      pages /devices/sync "$(cat "$place")" || fetch
    else
      fetch
    fi
    ;;
  define-profile)
    call POST /profile "$(printf %s "$MDMOCK_ARGS" |
      sed 's/^{"profile"://; s/}$//')" && cat "$answer"
    ;;
  import-token) import_token ;;
  *) exit 89 ;;
esac
