#include "batch_plan.hpp"

#include "dialect.hpp"

#include "varve/db/lexer.hpp"

namespace varve::postgresql {

namespace {

enum class Role : std::uint8_t { begins, ends, copies, sets, other };

Role role_of(const Statement& statement) {
    if (statement.input) return Role::copies;
    Lexer lexer(statement.text, lexical_rules);
    const Token first = lexer.next();
    if (first.is("COPY")) return Role::copies;
    if (first.is("BEGIN") || first.is("START")) return Role::begins;
    const bool may_end = first.is("COMMIT") || first.is("END") || first.is("ROLLBACK") ||
                         first.is("ABORT") || first.is("PREPARE");
    if (may_end) {
        Token second = lexer.next();
        if (first.is("PREPARE")) return second.is("TRANSACTION") ? Role::ends : Role::other;
        if (second.is("PREPARED")) return Role::other;
        if (second.is("WORK") || second.is("TRANSACTION")) second = lexer.next();
        if (second.is("TO")) return Role::other;
        const bool chains = second.is("AND") && lexer.next().is("CHAIN");
        return chains ? Role::other : Role::ends;
    }
    const bool sets = first.is("SET") || first.is("RESET") || first.is("DISCARD") ||
                      first.is("CLOSE") || first.is("UNLISTEN");
    return sets ? Role::sets : Role::other;
}

class BatchPlanner {
public:
    explicit BatchPlanner(bool in_transaction) : in_transaction_(in_transaction) {}

    void see(Role role) {
        if (role == Role::copies) {
            close();
            unit_.alone = true;
            ++next_;
            close();
            return;
        }
        // Settings are undone together if one is wrong, which nobody can mind.
        const bool goes_on = in_transaction_ || (role == Role::sets && only_settings_);
        if (!goes_on) close();
        only_settings_ = role == Role::sets && !in_transaction_;
        if (role == Role::begins && !in_transaction_) in_transaction_ = unit_.opens = true;
        ++next_;
        if (role == Role::ends && in_transaction_) {
            in_transaction_ = unit_.opens = false;
            close();
        }
    }

    std::vector<Unit> take() {
        close();
        // If the last but one fails, a transaction that follows it can be rolled back unseen.
        if (units_.size() >= 2) {
            Unit& former = units_[units_.size() - 2];
            former.joined = units_.back().opens && !former.alone;
        }
        return std::move(units_);
    }

private:
    void close() {
        only_settings_ = false;
        unit_.last = next_;
        if (unit_.first != unit_.last) units_.push_back(unit_);
        unit_ = {.first = next_, .last = next_};
    }

    std::vector<Unit> units_;
    Unit unit_;
    std::size_t next_ = 0;
    bool in_transaction_;
    bool only_settings_ = false;
};

} // namespace

std::vector<Unit> plan_batch(std::span<const Statement> statements, bool in_transaction) {
    BatchPlanner planner(in_transaction);
    for (const Statement& statement : statements) planner.see(role_of(statement));
    return planner.take();
}

} // namespace varve::postgresql
