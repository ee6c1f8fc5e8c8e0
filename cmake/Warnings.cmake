# The warnings that every target of ours is built with. Whether one is an error
# is the preset's choice (CMAKE_COMPILE_WARNING_AS_ERROR).
add_library(mdmock_warnings INTERFACE)
target_compile_options(mdmock_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual -Wformat=2 -Wundef
  -Wimplicit-fallthrough -Wextra-semi)
