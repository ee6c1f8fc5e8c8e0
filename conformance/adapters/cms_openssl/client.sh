#!/bin/sh
# A Workspace ONE client of curl and openssl, one operation a process
# (docs/shim.md). README.md of this folder says what it is good for.
set -u

here=$(dirname "$0")
limit=$((${MDMOCK_DEADLINE_MS:-30000} / 4000))
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "error: $*" >&2
  exit 1
}

password=${MDMOCK_P12_PASSWORD-}
# What the URL has of a path is signed too: the server sees one path.
server=$(printf %s "$MDMOCK_HTTPS_URL" | sed 's|^\([a-z]*://[^/]*\).*|\1|')
prefix=${MDMOCK_HTTPS_URL#"$server"}

# What no request line may hold as it is, in escapes; the rest stays.
encode() {
  printf %s "$1" | LC_ALL=C od -An -v -tu1 | tr -s ' ' '\n' |
    LC_ALL=C awk '$1 != "" {
      c = sprintf("%c", $1)
      if ($1 > 32 && $1 < 127 && !index("\"<>\\^`{|}", c)) printf "%s", c
      else printf "%%%02X", $1
    }'
}

# The text, or the number, of a JSON field that holds no escapes.
text() {
  tr -d '\n' | sed -n 's/.*"'"$1"'"[ ]*:[ ]*"\([^"]*\)".*/\1/p'
}
number() {
  tr -d '\n' | sed -n 's/.*"'"$1"'"[ ]*:[ ]*\([0-9][0-9]*\).*/\1/p'
}

# An expired certificate is said so here, and not found out by a 401.
check_certificate() {
  PASSWORD=$password openssl pkcs12 -legacy -in "$MDMOCK_P12" \
    -passin env:PASSWORD -nokeys -clcerts -out "$work/admin.pem" 2>"$work/log" ||
    fail "$MDMOCK_P12: $(cat "$work/log")"
  openssl x509 -checkend 0 -noout -in "$work/admin.pem" >"$work/log" ||
    fail "the certificate has expired"
}

# ask METHOD TARGET [BODY]: the answer, up to three times where there are too
# many calls; each has a signature of its own.
ask() {
  method=$1 target=$prefix$(encode "$2")
  if [ $# = 3 ]; then
    set -- -H 'Content-Type: application/json' --data-binary "$3"
  else
    set --
  fi
  for attempt in 1 2 3; do
    header=$(sh "$here/cmsurl.sh" sign "$MDMOCK_P12" "$password" \
      "${target%%\?*}") || fail "there is no signature for $target"
    status=$(curl -s --globoff --path-as-is -o "$work/answer" \
      -D "$work/headers" -w '%{http_code}' --max-time $limit \
      --cacert "$MDMOCK_CA" -X "$method" -H "Authorization: $header" \
      -H "aw-tenant-code: $MDMOCK_TENANT_CODE" \
      -H 'Accept: application/json' "$@" "$server$target") ||
      fail "$target: no whole answer"
    [ "$status" = 429 ] && [ $attempt -lt 3 ] || break
    pause=$(tr -d '\r' <"$work/headers" |
      sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]*\)$/\1/p')
    sleep "${pause:-$attempt}"
  done
  case $status in
    2??) ;;
    *) fail "$target: status $status: $(cat "$work/answer" 2>/dev/null)" ;;
  esac
}

# All pages of the devices. The server may give fewer a page than are asked for.
list() {
  page=0 numbers=''
  while :; do
    ask GET "/API/mdm/devices/search?page=$page&pagesize=500"
    found=$(tr -d ' \r\n' <"$work/answer" | grep -o ',"Id":{"Value":[0-9]*' |
      sed 's/.*://')
    [ -n "$found" ] || break
    numbers=$(printf '%s\n%s' "$numbers" "$found")
    total=$(number Total <"$work/answer")
    seen=$(printf '%s\n' "$numbers" | grep -c .)
    if [ "$seen" -ge "${total:-0}" ]; then break; fi
    page=$((page + 1))
  done
  printf '{"devices":[%s]}\n' "$(printf '%s' "$numbers" | grep . | paste -sd , -)"
}

# The body among the arguments, whatever stands first.
body() {
  printf %s "$MDMOCK_ARGS" |
    sed -e 's/^{"body":\(.*\),"path":"[^"]*"}$/\1/' \
      -e 's/^{"path":"[^"]*","body":\(.*\)}$/\1/'
}

path=$(printf %s "${MDMOCK_ARGS-}" | text path)
case $MDMOCK_OP in
  get) check_certificate && ask GET "$path" && cat "$work/answer" ;;
  list) check_certificate && list ;;
  post) check_certificate && ask POST "$path" "$(body)" ;;
  *) exit 89 ;;
esac
