#pragma once

#include "varve/db/dialect.hpp"
#include "varve/export.hpp"
#include "varve/migration/operation.hpp"
#include "varve/migration/plan.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// What is wrong with an operation's statements, with the line in its file.
using StatementProblems = std::vector<ScriptProblem>;

/// The statements that `operation` has for this dialect, classified, in order. What cannot be
/// split, or may never be run, is added to `problems`.
VARVE_API std::vector<PlannedStatement>
read_statements(const SqlOperation& operation, const Dialect& dialect, StatementProblems& problems);

/// The queries that must answer true when they are done. What is not one query is added to
/// `problems`.
VARVE_API std::vector<PlannedStatement> read_expectations(const SqlOperation& operation,
                                                          const Dialect& dialect,
                                                          StatementProblems& problems);

/// Does it begin a transaction of the author's own?
bool begins_transaction(const PlannedStatement& statement);
/// Does it end one by taking everything back?
bool ends_with_rollback(const PlannedStatement& statement);
/// Where the transaction ends that `first` begins; `statements.size()` where it does not.
std::size_t end_of_transaction(std::span<const PlannedStatement> statements, std::size_t first);

/// Is each statement to stand alone, without a transaction around all of them?
enum class Alone : std::uint8_t {
    never,     ///< of a repeatable migration
    if_needed, ///< as the statements need it
    always,    ///< the author says so
};

/// The mode that these statements need. Adds to `problems` what cannot be run in any: transaction
/// control inside a managed transaction, and, where DDL is transactional, statements that need a
/// transaction mixed with some that cannot be in one.
VARVE_API StepMode choose_mode(const std::vector<PlannedStatement>& statements, Alone alone,
                               const Dialect& dialect, StatementProblems& problems);

/// The rule that leaves protected tables with fewer rows; no statement shows whether it is broken.
inline constexpr std::string_view fewer_rows_rule = "fewer-rows";

/// Is `rule` among what is allowed, or "all"?
bool permits(const std::vector<std::string>& allowed, std::string_view rule);

/// What these statements lose, less what `allowed` (rules, or "all") permits and what is done to
/// tables that they made themselves.
VARVE_API std::vector<Finding> losses_of(const std::vector<PlannedStatement>& statements,
                                         const std::vector<std::string>& allowed);

/// A statement as it stands in a script: with its semicolon, and no comment that swallows it.
VARVE_API std::string with_semicolon(std::string_view statement);

/// The line that what history keeps begins with where it runs without a transaction.
inline constexpr std::string_view without_transaction = "-- varve:down transaction=none\n";

/// The text that an operation has for this dialect, as history keeps it.
VARVE_API std::string text_for(const SqlOperation& operation, std::string_view dialect);
/// The other way: what history keeps as an operation again.
VARVE_API SqlOperation stored_operation(const std::string& text);

} // namespace varve
