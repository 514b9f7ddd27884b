#include "consecutive_changes.hpp"

#include "names.hpp"
#include "table_changes.hpp"
#include "traits.hpp"

#include "varve/migration/plan.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace varve::mysql {

namespace {

// Later actions may use the new name; a key of the same name cannot go and come in one statement;
// those of partitions stand alone.
bool can_be_joined(std::span<const Token> action) {
    TokenCursor cursor(action);
    if (cursor.accept_any({"CHANGE", "RENAME", "ORDER", "PARTITION", "EXCHANGE", "DISCARD",
                           "IMPORT", "TRUNCATE", "COALESCE", "REORGANIZE", "ANALYZE", "CHECK",
                           "OPTIMIZE", "REBUILD", "REPAIR", "REMOVE", "CONVERT"}))
        return false;
    if (cursor.accept("ADD")) return !cursor.peek().is("PARTITION");
    return !cursor.accept("DROP") || !cursor.accept_any({"PARTITION", "FOREIGN", "CONSTRAINT"});
}

// Whoever chose a method had it for each statement.
std::string table_of(const PlannedStatement& statement, const SqlMode& mode) {
    const std::vector<Token> tokens = statement_tokens(statement.source.text, mode);
    const auto alter = read_alter_table(tokens);
    const auto [algorithm, lock] = declared_method(tokens);
    const bool fits = alter && algorithm.empty() && lock.empty() &&
                      std::ranges::all_of(alter->actions, can_be_joined);
    return fits ? normalized_name(alter->table, mode) : std::string();
}

/// The ALTER TABLEs of one table that were met last.
struct Row {
    std::string table;
    std::vector<std::uint32_t> lines = {};

    std::optional<std::string> advice(const Step& step) const {
        if (table.empty() || lines.size() < 2) return std::nullopt;
        return step.origin + ": from line " + std::to_string(lines.front()) + " to line " +
               std::to_string(lines.back()) + ", " + std::to_string(lines.size()) +
               " statements alter the table " + table +
               " one after the other; as one ALTER TABLE with a comma between its actions they "
               "would go through its rows once";
    }
};

} // namespace

std::vector<std::string> consecutive_changes(const Plan& plan, const SqlMode& mode) {
    std::vector<std::string> advice;
    std::set<std::string> empty; // those that the plan makes
    for (const Step& step : plan.steps) {
        if (step.mode == StepMode::record || step.resume_at > 0) continue;
        Row row;
        const auto end_row = [&](std::string next) {
            if (auto sentence = row.advice(step)) advice.push_back(std::move(*sentence));
            row = {std::move(next)};
        };
        for (const PlannedStatement& statement : step.statements) {
            if (!statement.traits.creates.empty()) empty.insert(statement.traits.creates);
            std::string table = table_of(statement, mode);
            if (empty.contains(table)) table.clear();
            if (table != row.table) end_row(std::move(table));
            row.lines.push_back(statement.source.line);
        }
        end_row({});
    }
    return advice;
}

} // namespace varve::mysql
