# The warnings that every target of ours is built with. Whether one is an error
# is the preset's choice (CMAKE_COMPILE_WARNING_AS_ERROR).
add_library(mdmock_warnings INTERFACE)
target_compile_options(mdmock_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual -Wformat=2 -Wundef
  -Wimplicit-fallthrough -Wextra-semi)

# Designated initialisers leave members at their defaults on purpose.
target_compile_options(mdmock_warnings INTERFACE -Wno-missing-field-initializers)

# GCC 12 sees overlapping copies in std::string that are not there (GCC bug
# 105651, mended in GCC 13).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(mdmock_warnings INTERFACE -Wno-restrict)
endif()
