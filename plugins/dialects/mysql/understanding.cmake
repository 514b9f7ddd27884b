# What understands SQL, with no I/O: compiles without the library of the database.
set(mysql_understanding
  lexical_rules.cpp
  names.cpp
  stored_program.cpp
  splitter.cpp
  traits.cpp
  lock_levels.cpp
  table_changes.cpp
  consecutive_changes.cpp
  losses.cpp
  probes.cpp
)
