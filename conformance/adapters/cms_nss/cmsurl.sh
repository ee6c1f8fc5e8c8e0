#!/bin/sh
# CMSURL headers by cmsutil, a program of NSS.
#
#   cmsurl.sh sign P12 PASSWORD PATH [--digest NAME] [--utf16] [--attached] [--wrapped]
#   cmsurl.sh verify TRUST PATH         the header on standard input
#
# The last three options of sign make it wrong, each in its own way.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
certutil -N -d "sql:$work" --empty-password
client=0 # certUsageSSLClient: what an administrator's certificate is for.

sign() {
  p12=$1 password=$2 content=$3
  shift 3
  digest=SHA256 encode='cat' detached=-T wrap=0
  while [ $# -gt 0 ]; do
    case $1 in
      --digest) digest=$(printf %s "$2" | tr '[:lower:]' '[:upper:]') && shift ;;
      --utf16) encode='iconv -f UTF-8 -t UTF-16LE' ;;
      --attached) detached='' ;;
      --wrapped) wrap=76 ;;
      *) exit 2 ;;
    esac
    shift
  done
  printf %s "$content" | $encode >"$work/path"
  pk12util -i "$p12" -d "sql:$work" -W "$password" >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
  }
  # A name such as 1001:admin would be read as TOKEN:NAME.
  name=$(certutil -L -d "sql:$work" | sed -n 's/ *u,u,u$//p')
  certutil --rename -d "sql:$work" -n "$name" --new-n admin
  cmsutil -S -G $detached -H "$digest" -N admin -Y NONE -u $client \
    -d "sql:$work" -i "$work/path" -o "$work/message"
  printf 'CMSURL`1 '
  base64 -w "$wrap" "$work/message"
  echo
}

verify() {
  printf %s "$2" >"$work/path"
  sed 's/^[^ ]* //' | base64 -d >"$work/message"
  certutil -A -d "sql:$work" -n root -t TC,, -i "$1"
  cmsutil -D -n -u $client -d "sql:$work" -i "$work/message" -c "$work/path"
}

case ${1-} in
  sign | verify) "$@" ;;
  *) exit 2 ;;
esac
