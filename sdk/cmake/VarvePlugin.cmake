# varve_plugin(<kind> <name> SOURCES … [LIBRARIES …] [PROVIDES …] [SCHEMES …] [COMMANDS …] [SETTINGS …] [NEEDS …] [VERSION …])
#
# Builds the shared library varve-<kind>-<name>.so (<kind> is dialect, source, hook, migrations or entities) and writes
# its manifest into it: what a program can know of the plugin without running any of its code. A test of the
# plugin's insides links varve_<kind>_<name>_objects, the same code as in the library.
#
#   SCHEMES   URL schemes of a dialect
#   COMMANDS  "name=one line of help" for every command that it contributes
#   SETTINGS  the keys of its own section of the configuration; "tables.*.key" stands for any middle part
#   NEEDS     names of other plugins that must be loaded before it
function(varve_plugin kind name)
  cmake_parse_arguments(PARSE_ARGV 2 PLUGIN "" "VERSION"
                        "SOURCES;LIBRARIES;SCHEMES;COMMANDS;SETTINGS;NEEDS")
  if(NOT kind MATCHES "^(dialect|source|hook|migrations|entities)$")
    message(FATAL_ERROR "varve_plugin: '${kind}' is not dialect, source, hook, migrations or entities")
  endif()
  if(NOT name MATCHES "^[a-z][a-z0-9_-]*$")
    message(FATAL_ERROR "varve_plugin(${kind} ${name}): a name begins with a small letter and has small letters, digits, - and _")
  endif()
  if(PLUGIN_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "varve_plugin(${kind} ${name}): unknown ${PLUGIN_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT PLUGIN_VERSION)
    set(PLUGIN_VERSION ${PROJECT_VERSION})
  endif()

  set(target varve_${kind}_${name})
  set(manifest ${CMAKE_CURRENT_BINARY_DIR}/${target}_manifest.cpp)
  _varve_manifest(${kind} ${name} ${manifest})

  add_library(${target}_objects OBJECT ${PLUGIN_SOURCES})
  target_compile_definitions(${target}_objects PRIVATE VARVE_PLUGIN_NAME="${name}"
                                                       VARVE_PLUGIN_VERSION="${PLUGIN_VERSION}")
  target_compile_features(${target}_objects PUBLIC cxx_std_20)
  target_compile_options(${target}_objects PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
  target_link_libraries(${target}_objects PUBLIC varve::sdk ${PLUGIN_LIBRARIES})
  if(TARGET varve_build)
    target_link_libraries(${target}_objects PRIVATE varve_build)
  endif()
  set_target_properties(${target}_objects PROPERTIES
    POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)

  add_library(${target} MODULE ${manifest})
  target_link_libraries(${target} PRIVATE ${target}_objects)
  # All that it calls must be there when it is loaded, not when it is first called.
  target_link_options(${target} PRIVATE LINKER:-z,now)
  if(NOT VARVE_SANITIZE)
    target_link_options(${target} PRIVATE LINKER:-z,defs)
  endif()
  set_target_properties(${target} PROPERTIES PREFIX "" OUTPUT_NAME varve-${kind}-${name})
  if(DEFINED VARVE_PLUGIN_DIRECTORY)
    set_target_properties(${target} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${VARVE_PLUGIN_DIRECTORY})
  endif()
endfunction()

# varve_migrations(<name> FILES … [LIBRARIES …])
#
# Builds the plugin varve-migrations-<name>.so out of migrations written in C++, each a file
# <YYYYMMDDHHMMSS>_<name>.cpp that ends with VARVE_MIGRATION(Class). What identifies a migration, the sum of its
# source included, is built in. `sources = ["sql", "<name>"]` in the configuration has them run.
function(varve_migrations name)
  cmake_parse_arguments(PARSE_ARGV 1 MIGRATIONS "" "" "FILES;LIBRARIES")
  if(NOT MIGRATIONS_FILES OR MIGRATIONS_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "varve_migrations(${name}) takes FILES and perhaps LIBRARIES, not '${MIGRATIONS_UNPARSED_ARGUMENTS}'")
  endif()
  set(versions "")
  set(functions "")
  set(entries "")
  foreach(file IN LISTS MIGRATIONS_FILES)
    cmake_path(ABSOLUTE_PATH file NORMALIZE OUTPUT_VARIABLE path)
    cmake_path(GET path FILENAME file_name)
    if(NOT file_name MATCHES "^([0-9]+)_([a-z0-9_]+)\\.cpp$")
      message(FATAL_ERROR "varve_migrations(${name}): ${file} is not called <YYYYMMDDHHMMSS>_<name>.cpp")
    endif()
    set(version ${CMAKE_MATCH_1})
    set(migration ${CMAKE_MATCH_2})
    string(LENGTH ${version} length)
    if(NOT length EQUAL 14)
      message(FATAL_ERROR "varve_migrations(${name}): the version of ${file} has ${length} digits instead of 14")
    endif()
    if(version IN_LIST versions)
      message(FATAL_ERROR "varve_migrations(${name}): two files have the version ${version}")
    endif()
    list(APPEND versions ${version})
    file(SHA256 ${path} sha256)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    set_property(SOURCE ${path} APPEND PROPERTY COMPILE_DEFINITIONS
                 VARVE_MIGRATION_FUNCTION=varve_migration_${version})
    cmake_path(RELATIVE_PATH path BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE shown)
    string(APPEND functions "std::unique_ptr<varve::NativeMigration> varve_migration_${version}();\n")
    string(APPEND entries "    contributions.add({varve::Version(\"${version}\"), \"${migration}\", \"${shown}\",
                       \"${sha256}\",
                       &varve_migration_${version}});\n")
  endforeach()
  set(contribute ${CMAKE_CURRENT_BINARY_DIR}/varve_migrations_${name}_contribute.cpp)
  file(CONFIGURE OUTPUT ${contribute} @ONLY CONTENT "#include \"varve/plugin/plugin.hpp\"

${functions}
static void contribute(varve::Contributions& contributions) {
${entries}}

VARVE_PLUGIN(contribute)
")
  varve_plugin(migrations ${name} NEEDS native
    SOURCES ${contribute} ${MIGRATIONS_FILES}
    LIBRARIES ${MIGRATIONS_LIBRARIES})
endfunction()

# varve_entities(<name> HEADERS … ENTITIES … [SOURCES …] [LIBRARIES …])
#
# Builds the plugin varve-entities-<name>.so out of the mappings of entities, types of C++ that HEADERS declare:
# what 'varve generate' makes the database. `entities = ["<name>"]` under [project] in the configuration has
# them compared.
function(varve_entities name)
  cmake_parse_arguments(PARSE_ARGV 1 ENTITIES "" "" "HEADERS;ENTITIES;SOURCES;LIBRARIES")
  if(NOT ENTITIES_HEADERS OR NOT ENTITIES_ENTITIES OR ENTITIES_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "varve_entities(${name}) takes HEADERS, ENTITIES and perhaps SOURCES and LIBRARIES, not '${ENTITIES_UNPARSED_ARGUMENTS}'")
  endif()
  set(includes "")
  foreach(header IN LISTS ENTITIES_HEADERS)
    cmake_path(ABSOLUTE_PATH header NORMALIZE)
    string(APPEND includes "#include \"${header}\"\n")
  endforeach()
  list(JOIN ENTITIES_ENTITIES ", " types)
  set(contribute ${CMAKE_CURRENT_BINARY_DIR}/varve_entities_${name}_contribute.cpp)
  file(CONFIGURE OUTPUT ${contribute} @ONLY CONTENT "#include \"varve/orm/tables.hpp\"
#include \"varve/plugin/plugin.hpp\"

${includes}
static void contribute(varve::Contributions& contributions) {
    contributions.add(&varve::tables_of<${types}>);
}

VARVE_PLUGIN(contribute)
")
  varve_plugin(entities ${name} SOURCES ${contribute} ${ENTITIES_SOURCES} LIBRARIES ${ENTITIES_LIBRARIES})
endfunction()

# A list as a JSON array of strings.
function(_varve_json_list result)
  set(json "")
  foreach(item IN LISTS ARGN)
    string(REPLACE "\\" "\\\\" item "${item}")
    string(REPLACE "\"" "\\\"" item "${item}")
    list(APPEND json "\"${item}\"")
  endforeach()
  list(JOIN json ", " json)
  set(${result} "[${json}]" PARENT_SCOPE)
endfunction()

function(_varve_manifest kind name file)
  foreach(list SCHEMES COMMANDS SETTINGS NEEDS)
    _varve_json_list(json_${list} ${PLUGIN_${list}})
  endforeach()
  # "used, retain" keeps it through the compiler and a linker that collects what nobody refers to.
  set(text "__attribute__((used, retain, section(\".varve.manifest\"))) static const char manifest[] =
    R\"json({\"manifest\": 1, \"kind\": \"${kind}\", \"name\": \"${name}\", \"version\": \"${PLUGIN_VERSION}\",
\"schemes\": ${json_SCHEMES}, \"commands\": ${json_COMMANDS},
\"settings\": ${json_SETTINGS}, \"needs\": ${json_NEEDS}})json\";
")
  file(CONFIGURE OUTPUT ${file} CONTENT "${text}" @ONLY)
endfunction()
