#pragma once

#include "varve/migration/migration.hpp"
#include "varve/migration/migration_source.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace varve::sql {

/// Reads the text of one migration file into `migration` (its sections; not its version and name,
/// and whether it is repeatable it says already).
///
/// A file has sections, each begun by a directive; a directive is a line that starts with "--
/// varve:".
///
///     -- varve:up [transaction=none]      what makes the change; exactly once
///     -- varve:down [transaction=none]    what takes it back
///     -- varve:irreversible <reason>      instead of a down
///     -- varve:dialect <name>[,<name>]    before the sections: the file exists for these databases
///     only;
///                                         in a section: what follows is for these only, up to the
///                                         section's end or the next such line ("all" returns to
///                                         all)
///     -- varve:allow <rule>[,<rule>]      the author agrees to break these rules
///     -- varve:statement begin|end        what stands between is one statement
///     -- varve:placeholders on            before the sections: ${name} stands for a value
///     -- varve:after <name>[,<name>]      before the sections, in a repeatable migration: what it
///                                         comes after
///
/// Everything that is wrong is added to `problems`, each with its line.
void parse_migration_file(std::string_view text, const std::string& file, Migration& migration,
                          std::vector<SourceProblem>& problems);

} // namespace varve::sql
