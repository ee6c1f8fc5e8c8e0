#!/bin/sh
# CMSURL headers by certtool, the program of GnuTLS.
#
#   cmsurl.sh sign P12 PASSWORD PATH [--digest NAME] [--utf16] [--attached] [--wrapped]
#   cmsurl.sh verify TRUST PATH         the header on standard input
#
# The last three options of sign make it wrong, each in its own way.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sign() {
  p12=$1 password=$2 content=$3
  shift 3
  digest=sha256 encode='cat' how=--p7-detached-sign wrap=0
  while [ $# -gt 0 ]; do
    case $1 in
      --digest) digest=$2 && shift ;;
      --utf16) encode='iconv -f UTF-8 -t UTF-16LE' ;;
      --attached) how=--p7-sign ;;
      --wrapped) wrap=76 ;;
      *) exit 2 ;;
    esac
    shift
  done
  printf %s "$content" | $encode >"$work/path"
  # The key stays encrypted, under the same password.
  certtool --p12-info --inder --infile "$p12" --password "$password" \
    --outfile "$work/admin.pem"
  certtool $how --p7-time --hash "$digest" --infile "$work/path" \
    --load-certificate "$work/admin.pem" --load-privkey "$work/admin.pem" \
    --password "$password" --outder --outfile "$work/message"
  printf 'CMSURL`1 '
  base64 -w "$wrap" "$work/message"
  echo
}

verify() {
  printf %s "$2" >"$work/path"
  sed 's/^[^ ]* //' | base64 -d >"$work/message"
  certtool --p7-verify --inder --infile "$work/message" \
    --load-data "$work/path" --load-ca-certificate "$1"
}

case ${1-} in
  sign | verify) "$@" ;;
  *) exit 2 ;;
esac
