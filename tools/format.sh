#!/usr/bin/env bash
# Formats every C++ file, or with --check says which ones are not formatted.
# Other versions of clang-format than 14 break lines in other places, so with
# another one, or none, this does nothing and ends with 77 (ctest: skipped).
set -euo pipefail
cd "$(dirname "$0")/.."

clang_format=""
for candidate in clang-format-14 clang-format; do
  if command -v "$candidate" >/dev/null &&
    "$candidate" --version | grep -q 'version 14\.'; then
    clang_format=$candidate
    break
  fi
done
if [[ -z $clang_format ]]; then
  echo "skipped: there is no clang-format 14 here (Debian: clang-format-14)"
  exit 77
fi

mapfile -d '' files < <(find protocol vectors mocks conformance cli bench tests \
  \( -name '*.h' -o -name '*.cc' \) -print0)
if [[ ${1:-} == --check ]]; then
  exec "$clang_format" --dry-run --Werror "${files[@]}"
fi
exec "$clang_format" -i "${files[@]}"
