# cmake --install: the program, the libraries with their headers (included by
# their path from the root, as here), and a CMake package:
#
#   find_package(mdmock REQUIRED)
#   target_link_libraries(my_test PRIVATE mdmock::server)
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

get_property(modules GLOBAL PROPERTY MDMOCK_MODULES)
foreach(module IN LISTS modules)
  # What the tests share is not for others.
  get_target_property(folder ${module} SOURCE_DIR)
  if(NOT folder MATCHES "^${PROJECT_SOURCE_DIR}/(tests|bench)")
    install(TARGETS ${module} EXPORT mdmockTargets
      ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
      FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/mdmock)
  endif()
endforeach()
install(TARGETS mdmock RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/mdmock)
install(EXPORT mdmockTargets NAMESPACE mdmock:: DESTINATION ${package})
configure_package_config_file(cmake/mdmockConfig.cmake.in
  ${PROJECT_BINARY_DIR}/mdmockConfig.cmake INSTALL_DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/mdmockConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/mdmockConfig.cmake
  ${PROJECT_BINARY_DIR}/mdmockConfigVersion.cmake
  DESTINATION ${package})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
