#pragma once

#include "varve/db/transaction.hpp"
#include "varve/testing/driver_suite.hpp"

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace varve::testing {

/// What the driver suite is about.
struct Subject {
    const Driver& driver;
    DriverFacts facts;
};

/// Shared by all cases of a suite: they are copied with it and outlive the call that made them.
using SharedSubject = std::shared_ptr<const Subject>;

/// One case's database, and its first session with it.
class Trial {
public:
    Trial(Report& report, const Subject& subject);
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;
    ~Trial();

    Report& report() noexcept { return report_; }
    const Driver& driver() const noexcept { return subject_.driver; }
    const DriverFacts& facts() const noexcept { return subject_.facts; }
    Connection& connection() noexcept { return *connection_; }
    const Dialect& dialect() const { return connection_->dialect(); }

    const Url& url() const noexcept { return url_; }
    ConnectRequest request() const;
    /// One more session with the same database.
    std::unique_ptr<Connection> another() const;
    /// Ends the first session, and opens another in its place.
    void disconnect() { connection_.reset(); }
    void reconnect();

    /// Skips the case where `given` is false, or nothing; what is something is returned.
    void needs(bool given, std::string_view fact) {
        if (!given) skip_without(fact);
    }
    template <class Fact>
    const Fact& needs(const std::optional<Fact>& given, std::string_view fact) {
        if (!given) skip_without(fact);
        return *given;
    }

    /// SQL for this database: {name} is a quoted name, {:integer} a column type, $1 the first
    /// parameter, {.} what stands in for the table of a SELECT without one.
    std::string sql(std::string_view pattern) const;

    std::uint64_t execute(std::string_view pattern, std::vector<Value> parameters = {});
    /// All rows of a query.
    std::vector<RowValues> rows(std::string_view pattern, std::vector<Value> parameters = {},
                                std::vector<Kind> wanted = {});
    /// All rows of `found`, whose columns() must name their cells.
    std::vector<RowValues> read(Rows& found);
    /// The only cell of a query.
    Value cell(std::string_view pattern, Kind wanted, std::vector<Value> parameters = {});
    std::int64_t integer(std::string_view pattern);
    /// The same in another session, of a statement as it stands.
    Value cell_in(Connection& connection, const Statement& statement, Kind wanted);

    /// The table "pebble": an integer key "id" and a column "v" of this kind.
    void make_table(Kind kind = Kind::integer);
    void insert(std::int64_t id, Value value);
    /// Rows in pebble, as `connection` sees them.
    std::int64_t count(Connection& connection);
    std::int64_t count() { return count(*connection_); }
    bool has_table(std::string_view name);

    /// The session must be able to work: whatever the case did to it must not have spoiled it.
    void usable(std::string_view when,
                std::source_location where = std::source_location::current());

    /// `action` must throw a DatabaseError of one of these kinds; returns its facts.
    template <class Action>
    DatabaseError::Facts fails(std::initializer_list<DatabaseError::Kind> kinds, Action action,
                               std::string_view what,
                               std::source_location where = std::source_location::current()) {
        try {
            action();
        } catch (const DatabaseError& error) {
            expect_kind(error, kinds, what, where);
            return error.facts();
        }
        report_.fail(std::string(what) + " must fail", where);
    }
    template <class Action>
    DatabaseError::Facts fails(DatabaseError::Kind kind, Action action, std::string_view what,
                               std::source_location where = std::source_location::current()) {
        return fails({kind}, action, what, where);
    }

private:
    [[noreturn]] static void skip_without(std::string_view fact);
    void expect_kind(const DatabaseError& error, std::initializer_list<DatabaseError::Kind> kinds,
                     std::string_view what, std::source_location where);
    std::string expanded(std::string_view name) const;

    Report& report_;
    const Subject& subject_;
    Url url_;
    std::unique_ptr<Connection> connection_;
};

/// The first cell of a reply, to be compared; where there is none, words that say so.
std::string text_of(const Reply& reply);

/// A case of the driver suite.
struct DriverCase {
    std::string name;
    std::function<void(Trial&)> body;
    std::optional<Ability> ability = {}; ///< that it is about
};

/// Makes a suite of cases that each get a database of their own.
Suite driver_cases(std::string name, const SharedSubject& subject, std::vector<DriverCase> cases);

} // namespace varve::testing
