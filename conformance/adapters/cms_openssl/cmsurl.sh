#!/bin/sh
# CMSURL headers by the openssl program.
#
#   cmsurl.sh sign P12 PASSWORD PATH [--digest NAME] [--utf16] [--attached] [--wrapped]
#   cmsurl.sh verify TRUST PATH         the header on standard input
#
# The last three options of sign make it wrong, each in its own way.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sign() {
  p12=$1 content=$3
  export PASSWORD="$2"
  shift 3
  digest=sha256 encode='cat' detached='' wrap=0
  while [ $# -gt 0 ]; do
    case $1 in
      --digest) digest=$2 && shift ;;
      --utf16) encode='iconv -f UTF-8 -t UTF-16LE' ;;
      --attached) detached='-nodetach' ;;
      --wrapped) wrap=64 ;;
      *) exit 2 ;;
    esac
    shift
  done
  # -clcerts: the file may hold the issuer's certificate before the key's.
  openssl pkcs12 -legacy -in "$p12" -passin env:PASSWORD -nokeys -clcerts \
    -out "$work/admin.pem"
  openssl pkcs12 -legacy -in "$p12" -passin env:PASSWORD -nocerts -nodes \
    -out "$work/key.pem"
  printf 'CMSURL`1 '
  printf %s "$content" | $encode |
    openssl cms -sign -binary $detached -md "$digest" -outform DER \
      -signer "$work/admin.pem" -inkey "$work/key.pem" | base64 -w "$wrap"
  echo
}

verify() {
  printf %s "$2" >"$work/path"
  sed 's/^[^ ]* //' | base64 -d >"$work/message"
  # The certificates are for client authentication, which S/MIME is not.
  openssl cms -verify -binary -inform DER -in "$work/message" \
    -content "$work/path" -CAfile "$1" -purpose any -out /dev/null
}

case ${1-} in
  sign | verify) "$@" ;;
  *) exit 2 ;;
esac
