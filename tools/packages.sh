# shellcheck shell=bash disable=SC2034
# Which Debian packages mdmock wants. Read by quickstart.sh and run-tests.sh.
#
# One package a line: its name, how a system that is not Debian shows that it
# has the thing (a command, pc:NAME for pkg-config, h:NAME for a C++ header,
# py:, perl: or ruby: for a module, or "-" where only Debian can tell), and what
# it is for.

packages_to_run="
g++                   g++                 the compiler
cmake                 cmake               the build
ninja-build           ninja               the build
pkg-config            pkg-config          finds cpp-httplib
libcpp-httplib-dev    h:httplib.h         the HTTP server of the mocks
libssl-dev            pc:libcrypto        keys, certificates, TLS
openssl               openssl             key pairs in examples and tests
nlohmann-json3-dev    h:nlohmann/json.hpp JSON
libcli11-dev          h:CLI/CLI.hpp       the command line
libfmt-dev            pc:fmt              text
libexpat1-dev         pc:expat            XML
libbenchmark-dev      pc:benchmark        the benchmarks
curl                  curl                the examples of the README
"

packages_to_test="
libgtest-dev          pc:gtest            the tests
libgmock-dev          pc:gmock            the tests
clang                 clang++             the fuzz targets
libclang-rt-14-dev    -                   libFuzzer and the sanitizers of clang
clang-format-14       -                   the layout of the sources
clang-tidy-14         -                   the advice of .clang-tidy
shellcheck            shellcheck          the shell scripts
python3               python3             the tests that are scripts
python3-jsonschema    py:jsonschema       the schemas of results and vectors
python3-oauthlib      py:oauthlib         a peer: OAuth 1.0a in Python
python3-requests-oauthlib py:requests_oauthlib a client: ADE in Python
libnet-oauth-perl     perl:Net::OAuth     a peer: OAuth 1.0a in Perl
ruby                  ruby                a peer: OAuth 1.0a in Ruby
ruby-oauth            ruby:oauth          a peer: OAuth 1.0a in Ruby
liboauth-dev          pc:oauth            a peer: OAuth 1.0a in C
python3-cryptography  py:cryptography     a peer: CMS in Python
gnutls-bin            certtool            a peer: CMS of GnuTLS
libnss3-tools         cmsutil             a peer: CMS of NSS
mono-mcs              mcs                 a peer: CMS of .NET, the compiler
mono-runtime          mono                a peer: CMS of .NET
libmono-system-security4.0-cil -          a peer: CMS of .NET, its SignedCms
openjdk-17-jdk-headless javac             a peer: CMS in Java
libbcpkix-java        -                   a peer: CMS in Java, Bouncy Castle
libgoogle-gson-java   -                   a PKI connector in Java: its JSON
"

# has_thing PROBE says whether the thing is there, package or not.
has_thing() {
  local name=${1#*:}
  case $1 in
    -) true ;;
    pc:*) pkg-config --exists "$name" ;;
    h:*) printf '#include <%s>\n' "$name" | g++ -E -x c++ - ;;
    py:*) python3 -c "import $name" ;;
    perl:*) perl -M"$name" -e 1 ;;
    ruby:*) ruby -e "require '$name'" ;;
    *) command -v "$name" ;;
  esac >/dev/null 2>&1
}

# missing_of LIST gives the lines of what is not there.
missing_of() {
  local name probe purpose installed=""
  if command -v dpkg-query >/dev/null; then
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' |
      awk '$1 == "installed" { printf "%s ", $2 }')
  fi
  while read -r name probe purpose; do
    [[ -n $name ]] || continue
    if [[ -n $installed ]]; then
      [[ " $installed" == *" $name "* ]] && continue
    else
      has_thing "$probe" && continue
    fi
    printf '  %-26s%s\n' "$name" "$purpose"
  done <<<"$1"
}

# install_packages LIST installs what is missing; where nothing is, it asks
# nothing of the network. Where it cannot install, it says what is missing and
# ends the script with 2.
install_packages() {
  local missing names as_root=()
  missing=$(missing_of "$1")
  [[ -n $missing ]] || return 0
  mapfile -t names < <(awk '{ print $1 }' <<<"$missing")
  if ! command -v apt-get >/dev/null; then
    printf 'These are missing (by the names of Debian 12), and there is no apt-get here:\n%s\n' \
      "$missing" >&2
    exit 2
  fi
  if [[ $(id -u) != 0 ]]; then
    if ! command -v sudo >/dev/null; then
      printf 'These packages are missing, and this is neither root nor is there sudo:\n%s\n' \
        "$missing" >&2
      exit 2
    fi
    as_root=(sudo)
  fi
  printf 'Installing packages:\n%s\n' "$missing"
  if ! "${as_root[@]}" apt-get update -qq ||
    ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -qq -y --no-install-recommends "${names[@]}"; then
    printf 'apt-get failed. Still missing:\n%s\n' "$(missing_of "$1")" >&2
    exit 2
  fi
}
