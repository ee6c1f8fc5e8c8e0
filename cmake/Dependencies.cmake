# Every package that mdmock is built from, with the least version that is
# known to work. All of them are Debian 12 packages; nothing is downloaded.

find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto SSL)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(EXPAT 2.4 REQUIRED)

# Debian compiles cpp-httplib and ships a .pc file; upstream installs a CMake
# package for its header. Either will do.
find_package(httplib QUIET)
if(NOT httplib_FOUND)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(httplib REQUIRED IMPORTED_TARGET cpp-httplib>=0.11)
  add_library(httplib::httplib ALIAS PkgConfig::httplib)
endif()

if(MDMOCK_TESTS)
  find_package(GTest 1.12 REQUIRED)
endif()
if(MDMOCK_BENCH)
  find_package(benchmark 1.7 REQUIRED)
endif()
