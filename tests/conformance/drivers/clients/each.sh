#!/bin/sh
# A client for --each that is as good or as bad as MDMOCK_OP says. $1 is a mark
# by which the test finds its processes, children included.
case $MDMOCK_OP in
  ok) echo '{"devices":[]}' ;;
  log-then-json) printf 'working\n{"cursor":"c"}\n' ;;
  prose) echo 'done.' ;;
  environment) env ;;
  error) echo 'T_C_NOT_SIGNED' >&2; exit 4 ;;
  unsupported) exit 89 ;;
  silent) ;;
  crash) kill -SEGV $$ ;;
  crash-below) sh -c 'kill -ABRT $$' "$1"; exit $? ;;
  hang) while :; do sleep 1000; done ;;
  stubborn) trap '' TERM; while :; do sleep 1000; done ;;
  flood-stdout) yes "a line of forty characters, more or less" | head -c 200000000 ;;
  flood-stderr) yes "a line of forty characters, more or less" | head -c 200000000 >&2 ;;
  # In a session of its own, its father gone, its environment empty.
  escape) env -i setsid -f sh -c 'sleep 1000; :' "$1" ;;
  escape-stubborn) setsid -f sh -c 'trap "" TERM; while :; do sleep 1000; done' "$1" ;;
  escape-and-hang)
    (env -i setsid sh -c 'sleep 1000; :' "$1" &)
    while :; do sleep 1000; done
    ;;
  late-child) (sleep 0.05; echo '{"late":true}') & ;;
  input) if read -r line; then echo "$line"; exit 1; fi ;;
  # Its parent is what watches over it.
  patricide) setsid -f sh -c 'sleep 1000; :' "$1"; kill -KILL "$PPID"; sleep 1000 ;;
  *) exit 89 ;;
esac
