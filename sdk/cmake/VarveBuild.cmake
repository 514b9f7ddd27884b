# How all of varve is compiled: C++20, hidden symbols, warnings, sanitizers, the quick tools where they exist.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
add_compile_options(-fPIC) # the same for programs and libraries, so that they share precompiled headers

# Everything that runs lies in bin/ and lib/ of the build folder, as it will when installed.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(VARVE_MANUAL_DIRECTORY ${CMAKE_BINARY_DIR}/share/man/man1)
set(VARVE_COMPLETION_DIRECTORY ${CMAKE_BINARY_DIR}/share/completion)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_program(VARVE_CCACHE ccache)
if(VARVE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_NODEPEND=1 ${VARVE_CCACHE})
endif()
find_program(VARVE_MOLD mold)
if(VARVE_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# varve_precompile(target [headers…]): what nearly every file of ours includes is parsed once for a target.
function(varve_precompile target)
  target_precompile_headers(${target} PRIVATE ${ARGN} <algorithm> <array> <charconv> <chrono> <functional> <map> <memory>
                                              <optional> <set> <span> <string> <variant> <vector>)
endfunction()

add_library(varve_build INTERFACE)
target_compile_options(varve_build INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
                                             -Woverloaded-virtual -Wold-style-cast
                                             -Wno-missing-field-initializers) # they are value-initialised
# Clang blames whoever calls std::stable_sort for what libstdc++ deprecates and uses there. GCC tells of the rest.
target_compile_options(varve_build INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
target_link_options(varve_build INTERFACE LINKER:--as-needed)
if(VARVE_WERROR)
  target_compile_options(varve_build INTERFACE -Werror)
endif()
if(VARVE_CCACHE)
  target_compile_options(varve_build INTERFACE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()
# GCC forgets in a precompiled header that std::string is the system's, and blames it, once it optimises, for bounds that
# are kept.
target_compile_options(varve_build INTERFACE
  "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>")
# A library calls its own functions, which nobody puts others in the place of, as such: directly, or in line.
target_compile_options(varve_build INTERFACE
  "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-fno-semantic-interposition;-fno-plt>")
if(VARVE_SANITIZE)
  add_compile_options(-fsanitize=${VARVE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${VARVE_SANITIZE})
  # Instrumented code looks uninitialised to GCC where it is not, even in libraries' headers.
  add_compile_options(-Wno-maybe-uninitialized)
endif()
