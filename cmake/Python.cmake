# MDMOCK_PYTHON: a Python 3 for the tests that are scripts. The system's comes
# first, because it is the one that sees the system's packages.
find_program(MDMOCK_PYTHON python3
  PATHS /usr/bin NO_DEFAULT_PATH DOC "Python 3 for the tests")
find_program(MDMOCK_PYTHON python3 REQUIRED)

# mdmock_script_test(NAME name COMMAND ... [LABELS ...] [REQUIRES fixture]
#   [TIMEOUT s])
#
# A test that is a script; exit code 77 is a skip.
function(mdmock_script_test)
  cmake_parse_arguments(S "" "NAME;TIMEOUT;REQUIRES" "COMMAND;LABELS" ${ARGN})
  if(NOT S_TIMEOUT)
    set(S_TIMEOUT 60)
  endif()
  math(EXPR S_TIMEOUT "${S_TIMEOUT} * ${MDMOCK_SLOWNESS}")
  add_test(NAME ${S_NAME} COMMAND ${S_COMMAND})
  set_tests_properties(${S_NAME} PROPERTIES
    LABELS "${S_LABELS}" TIMEOUT ${S_TIMEOUT} SKIP_RETURN_CODE 77)
  if(S_REQUIRES)
    set_tests_properties(${S_NAME} PROPERTIES FIXTURES_REQUIRED ${S_REQUIRES})
  endif()
endfunction()
