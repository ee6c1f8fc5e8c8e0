#!/bin/sh
# The client $1 for --each, but for `details`, at which it goes astray as $2
# says. $3 is a mark by which the test finds its processes, or a third party.
[ "$MDMOCK_OP" = details ] || exec "$1"
case $2 in
  hang) while :; do sleep 1000; done ;;
  hang-with-child)
    setsid -f sh -c 'trap "" TERM; while :; do sleep 1000; done' "$3"
    while :; do sleep 1000; done
    ;;
  crash) kill -SEGV $$ ;;
  flood) yes "a line of forty characters, more or less" | head -c 50000000 ;;
  flood-for-ever) exec yes "a line of forty characters, more or less" ;;
  child)
    setsid -f sh -c 'sleep 1000; :' "$3"
    exec "$1"
    ;;
  nothing) ;;
  third-party) curl -s -o /dev/null --max-time 1 "$3" ;;
esac
exit 0
