#!/usr/bin/env bash
# From a bare Debian 12 to a first report: installs what is missing, builds the
# program, and runs its demonstration. Quick when there is nothing to do.
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=tools/packages.sh
source tools/packages.sh

install_packages "$packages_to_run"
cmake --workflow --preset release
exec build/release/mdmock demo
