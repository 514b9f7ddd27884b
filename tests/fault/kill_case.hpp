#pragma once

#include "kinds.hpp"
#include "support/database.hpp"
#include "support/program.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace varve::test {

/// Where in its conversation with the database the program is when it happens: the fault shim's
/// words.
struct KillPoint {
    std::string moment;     ///< "before", "during", "after", "write", "sync"
    std::size_t number = 0; ///< of the statement, over the whole run
    std::string statement;  ///< for messages
};

/// How the migration around the statement is written.
enum class Wrapping { automatic, transaction_none };

/// A migration with one statement of a kind, behind one that prepares for it; all that is needed to
/// run it with and without accidents and to compare.
class KillCase {
public:
    KillCase(const Kind& kind, Wrapping wrapping, const Database& database);
    KillCase(const KillCase&) = delete;
    KillCase& operator=(const KillCase&) = delete;
    ~KillCase();

    /// Runs the preparing migration.
    void prepare() const;
    /// Runs the other one to its end, and says which statements that took.
    std::vector<std::string> trace() const;
    /// Runs it, and something happens at this point. `action` as VARVE_FAULT_ACTION has it.
    Outcome run_with_fault(const KillPoint& point, const std::string& action) const;
    /// What must come right, in at most five seconds and without a word of help.
    Outcome run_again() const;
    /// Schema, rows, history and what no dump shows.
    std::string state() const;

private:
    std::string filled(std::string text) const;

    const Kind& kind_;
    const Database& database_;
    Project project_;
};

/// The points that matter for a statement: around itself, and around every commit.
std::vector<KillPoint> points_of(const std::vector<std::string>& statements,
                                 const std::string& statement, bool sqlite);

} // namespace varve::test
