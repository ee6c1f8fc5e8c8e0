#!/bin/sh
# bad.sh MARK REFERENCE HOW [ELSEWHERE]: the reference client, but for one
# operation (list), which it does as badly as HOW says. MARK is what the test
# finds its processes by.
reference=$2
[ "$MDMOCK_OP" = list ] || exec "$reference"
case $3 in
  hang) while :; do sleep 1000; done ;;
  crash) kill -SEGV $$ ;;
  silent) ;;
  unsupported) exit 89 ;;
  # Asks somebody else, and takes what comes of it for a success.
  elsewhere)
    unset MDMOCK_CA MDMOCK_HTTPS_URL
    MDMOCK_URL=$4 "$reference" >/dev/null 2>&1
    exit 0
    ;;
esac
