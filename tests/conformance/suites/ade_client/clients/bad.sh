#!/bin/sh
# bad.sh MARK REFERENCE HOW [ELSEWHERE]: the reference client, but for one
# operation (details), which it does as badly as HOW says. MARK is what the test
# finds its processes by.
reference=$2
[ "$MDMOCK_OP" = details ] || exec "$reference"
case $3 in
  hang) while :; do sleep 1000; done ;;
  stubborn) trap '' TERM; while :; do sleep 1000; done ;;
  crash) kill -SEGV $$ ;;
  silent) ;;
  flood) yes "a line of forty characters, more or less" | head -c 50000000 ;;
  flood-and-work)
    yes "a line of forty characters, more or less" | head -c 50000000 >&2
    exec "$reference"
    ;;
  children) setsid -f sh -c 'sleep 1000; :' "$1" ;;
  children-and-work)
    setsid -f sh -c 'sleep 1000; :' "$1"
    exec "$reference"
    ;;
  unsupported) exit 89 ;;
  # Asks somebody else, and takes what comes of it for a success.
  elsewhere)
    unset MDMOCK_CA MDMOCK_HTTPS_URL
    MDMOCK_URL=$4 "$reference" >/dev/null 2>&1
    exit 0
    ;;
esac
