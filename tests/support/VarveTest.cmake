# varve_test(<name> SOURCES … [LIBRARIES …] [LABELS …] [TIMEOUT seconds] [ARGUMENTS …])
#
# One program of Boost.Test cases, and one ctest entry that runs it, with these arguments. Includes are found
# from the test's own folder, tests/support (as "support/…") and the repository's root (as "plugins/…", "kernel/…").
find_package(Boost 1.81 CONFIG REQUIRED COMPONENTS unit_test_framework)

# Compiled once: main, and the headers that every test includes.
add_library(varve_test_main OBJECT ${CMAKE_CURRENT_LIST_DIR}/test_main.cpp
                                   ${CMAKE_CURRENT_LIST_DIR}/test_headers.cpp)
set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/test_main.cpp
                            PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
target_link_libraries(varve_test_main PUBLIC varve_build Boost::unit_test_framework)
target_compile_definitions(varve_test_main PUBLIC BOOST_TEST_DYN_LINK BOOST_DLL_USE_STD_FS)
target_precompile_headers(varve_test_main PRIVATE <boost/test/unit_test.hpp> <string> <vector> <filesystem>)

# For builds that want one kind of test only: the target unit_tests builds all with the label unit.
add_custom_target(unit_tests)
add_custom_target(contract_tests)

function(varve_test name)
  cmake_parse_arguments(PARSE_ARGV 1 TEST "" "TIMEOUT" "SOURCES;LIBRARIES;LABELS;ARGUMENTS")
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE varve_test_main varve::sdk ${TEST_LIBRARIES})
  target_precompile_headers(${name} REUSE_FROM varve_test_main)
  target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/tests
                                             ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE VARVE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                             VARVE_BINARY_DIR="${PROJECT_BINARY_DIR}")
  foreach(label IN LISTS TEST_LABELS)
    if(TARGET ${label}_tests)
      add_dependencies(${label}_tests ${name})
    endif()
  endforeach()
  add_test(NAME ${name} COMMAND ${name} --log_level=test_suite --color_output=no ${TEST_ARGUMENTS})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 120)
  endif()
  # The longest are begun first, so that the others run beside them.
  set_tests_properties(${name} PROPERTIES TIMEOUT ${TEST_TIMEOUT} COST ${TEST_TIMEOUT} LABELS "${TEST_LABELS}")
endfunction()
