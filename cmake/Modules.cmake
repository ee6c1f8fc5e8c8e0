# mdmock_module(NAME name SOURCES ... HEADERS ... [NEEDS ...] [HIDES ...])
#
# A static library mdmock::<name>. NEEDS are the libraries that its headers
# mention, HIDES those that only its sources use. Headers are included by their
# path from the root, so that an include line shows the door it goes through.
function(mdmock_module)
  cmake_parse_arguments(M "" "NAME" "SOURCES;HEADERS;NEEDS;HIDES" ${ARGN})
  set(target mdmock_${M_NAME})
  add_library(${target} STATIC ${M_SOURCES})
  add_library(mdmock::${M_NAME} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${M_NAME})
  set_property(GLOBAL APPEND PROPERTY MDMOCK_MODULES ${target})
  target_sources(${target} PUBLIC FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${M_HEADERS})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_link_libraries(${target}
    PUBLIC ${M_NEEDS}
    PRIVATE ${M_HIDES} $<BUILD_INTERFACE:mdmock_warnings>)
endfunction()

# By how much longer a test may take than the program is allowed to: the presets
# of the sanitizers set it.
set(MDMOCK_SLOWNESS 1 CACHE STRING "Factor on the time limits of tests")

# mdmock_test(NAME name SOURCES ... [NEEDS ...] [LABELS ...] [TIMEOUT s]
#   [PROCESSORS n])
#
# A GoogleTest program of which ctest runs each test on its own, beside others
# if there are processors left (one is taken unless it says more). LABELS say
# what the tests are for: unit, vectors, mocks, conformance, peers, style.
function(mdmock_test)
  cmake_parse_arguments(T "" "NAME;TIMEOUT;PROCESSORS" "SOURCES;NEEDS;LABELS" ${ARGN})
  if(NOT T_TIMEOUT)
    set(T_TIMEOUT 60)
  endif()
  if(NOT T_PROCESSORS)
    set(T_PROCESSORS 1)
  endif()
  math(EXPR T_TIMEOUT "${T_TIMEOUT} * ${MDMOCK_SLOWNESS}")
  add_executable(${T_NAME} ${T_SOURCES})
  target_compile_definitions(${T_NAME} PRIVATE
    MDMOCK_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    MDMOCK_PROGRAM="$<TARGET_FILE:mdmock>")
  target_link_libraries(${T_NAME} PRIVATE
    mdmock_warnings mdmock::test_support ${T_NEEDS} GTest::gmock)
  gtest_discover_tests(${T_NAME} NO_PRETTY_VALUES DISCOVERY_TIMEOUT 30
    PROPERTIES LABELS "${T_LABELS}" TIMEOUT ${T_TIMEOUT}
      PROCESSORS ${T_PROCESSORS})
endfunction()

# mdmock_bench(NAME name SOURCES ... NEEDS ...)
#
# A Google Benchmark program; ctest only tries that it runs (label bench-smoke).
function(mdmock_bench)
  cmake_parse_arguments(B "" "NAME" "SOURCES;NEEDS" ${ARGN})
  add_executable(${B_NAME} ${B_SOURCES})
  target_link_libraries(${B_NAME} PRIVATE
    mdmock_warnings ${B_NEEDS} benchmark::benchmark)
  add_test(NAME ${B_NAME}_runs
    COMMAND ${B_NAME} --benchmark_min_time=0.01 --smoke)
  set_tests_properties(${B_NAME}_runs PROPERTIES
    LABELS bench-smoke TIMEOUT 120)
endfunction()

# mdmock_fuzz(NAME name_fuzz SOURCES ... NEEDS ...)
#
# A libFuzzer target (preset fuzz, clang). Its seeds are the files of
# tests/fuzz/corpus/<name>/; run-tests.sh runs every target for some seconds.
function(mdmock_fuzz)
  cmake_parse_arguments(F "" "NAME" "SOURCES;NEEDS" ${ARGN})
  add_executable(${F_NAME} ${F_SOURCES})
  target_compile_definitions(${F_NAME} PRIVATE
    MDMOCK_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_compile_options(${F_NAME} PRIVATE -fsanitize=fuzzer)
  target_link_options(${F_NAME} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${F_NAME} PRIVATE mdmock_warnings ${F_NEEDS})
  add_dependencies(fuzz ${F_NAME})
endfunction()
