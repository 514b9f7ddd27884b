# Writes templates.cpp, with all files of sdk/templates in it:
#
#   cmake -DFROM=sdk/templates -DTO=templates.cpp -P templates.cmake
file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE ${FROM} ${FROM}/*)
list(SORT files)
set(text "#include \"apps/varve/templates.hpp\"

#include <array>

namespace varve {

std::span<const TemplateFile> template_files() {
    static constexpr std::array files{
")
foreach(file IN LISTS files)
  string(REGEX MATCH "^([^/]+)/(.+)$" parts ${file})
  file(READ ${FROM}/${file} content)
  string(APPEND text "        TemplateFile{\"${CMAKE_MATCH_1}\", \"${CMAKE_MATCH_2}\",
R\"template(${content})template\"},
")
endforeach()
string(APPEND text "    };
    return files;
}

} // namespace varve
")
file(WRITE ${TO} "${text}")
