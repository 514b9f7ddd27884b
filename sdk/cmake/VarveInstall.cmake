# Where everything goes when it is installed, and the packages that are made of it.
#
#   cmake --install build/release --prefix …
#   cd build/release && cpack            varve, libvarve1, libvarve-dev, and one package a dialect, as .deb
include(CMakePackageConfigHelpers)

set(cmake_directory ${CMAKE_INSTALL_LIBDIR}/cmake/varve)
set(plugin_directory ${CMAKE_INSTALL_LIBDIR}/varve/plugins)

# The libraries, with which applications run.
set_target_properties(varve_sdk PROPERTIES EXPORT_NAME sdk)
set_target_properties(varve_kernel PROPERTIES EXPORT_NAME kernel INSTALL_RPATH "$ORIGIN" BUILD_WITH_INSTALL_RPATH ON)
set_target_properties(varve_testing PROPERTIES EXPORT_NAME testing)
install(TARGETS varve_sdk varve_kernel EXPORT varveTargets
  LIBRARY COMPONENT libvarve1 NAMELINK_COMPONENT dev)

# What is needed to build applications and plugins.
install(TARGETS varve_testing EXPORT varveTargets ARCHIVE COMPONENT dev)
install(DIRECTORY sdk/include/varve sdk/testing/include/varve TYPE INCLUDE COMPONENT dev)
install(DIRECTORY kernel DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/varve-kernel COMPONENT dev
  FILES_MATCHING PATTERN "*.hpp")
install(EXPORT varveTargets NAMESPACE varve:: DESTINATION ${cmake_directory} COMPONENT dev)
configure_package_config_file(sdk/cmake/varveConfig.cmake.in ${CMAKE_BINARY_DIR}/varveConfig.cmake
  INSTALL_DESTINATION ${cmake_directory} PATH_VARS plugin_directory)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/varveConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/varveConfig.cmake ${CMAKE_BINARY_DIR}/varveConfigVersion.cmake
              sdk/cmake/VarvePlugin.cmake
  DESTINATION ${cmake_directory} COMPONENT dev)
foreach(library IN ITEMS sdk kernel)
  configure_file(sdk/cmake/varve-${library}.pc.in ${CMAKE_BINARY_DIR}/varve-${library}.pc @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/varve-${library}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT dev)
endforeach()

# The program, and what belongs to it.
install(TARGETS varve RUNTIME COMPONENT varve)
install(TARGETS varve_source_sql varve_source_native varve_hook_audit varve_hook_exec varve_hook_roles
                varve_hook_backup varve_hook_seed
  LIBRARY DESTINATION ${plugin_directory} COMPONENT varve)
install(DIRECTORY ${VARVE_MANUAL_DIRECTORY} TYPE MAN COMPONENT varve)
install(FILES ${VARVE_COMPLETION_DIRECTORY}/varve.bash RENAME varve
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT varve)
install(FILES ${VARVE_COMPLETION_DIRECTORY}/varve.zsh RENAME _varve
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT varve)
install(FILES ${VARVE_COMPLETION_DIRECTORY}/varve.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT varve)
foreach(dialect IN ITEMS sqlite postgresql mysql)
  install(TARGETS varve_dialect_${dialect} LIBRARY DESTINATION ${plugin_directory} COMPONENT ${dialect})
endforeach()

# Debian packages.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME varve)
set(CPACK_PACKAGE_CONTACT "the varve developers <varve@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "evolves database schemas")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL libvarve1 dev varve sqlite postgresql mysql)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_BINARY_DIR}/lib)
set(CPACK_STRIP_FILES ON)
function(varve_package component name section description)
  string(TOUPPER ${component} component)
  set(CPACK_DEBIAN_${component}_PACKAGE_NAME ${name} PARENT_SCOPE)
  set(CPACK_DEBIAN_${component}_PACKAGE_SECTION ${section} PARENT_SCOPE)
  set(CPACK_COMPONENT_${component}_DESCRIPTION ${description} PARENT_SCOPE)
  list(JOIN ARGN ", " depends)
  set(CPACK_DEBIAN_${component}_PACKAGE_DEPENDS ${depends} PARENT_SCOPE)
endfunction()
varve_package(libvarve1 libvarve1 libs "libraries of varve, which evolves database schemas")
varve_package(dev libvarve-dev libdevel "what plugins for varve, and applications that use it, are built with"
  "libvarve1 (= ${PROJECT_VERSION})" nlohmann-json3-dev)
varve_package(varve varve database "evolves database schemas: migrations forwards and backwards"
  "libvarve1 (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_VARVE_PACKAGE_RECOMMENDS "varve-dialect-sqlite, varve-dialect-postgresql, varve-dialect-mysql")
foreach(dialect IN ITEMS sqlite postgresql mysql)
  varve_package(${dialect} varve-dialect-${dialect} database "the ${dialect} dialect of varve"
    "libvarve1 (= ${PROJECT_VERSION})")
endforeach()
# What the hook backup starts.
set(CPACK_DEBIAN_POSTGRESQL_PACKAGE_SUGGESTS postgresql-client)
set(CPACK_DEBIAN_MYSQL_PACKAGE_SUGGESTS mariadb-client)
set(CPACK_DEBIAN_VARVE_PACKAGE_SUGGESTS "age, gnupg")
include(CPack)
