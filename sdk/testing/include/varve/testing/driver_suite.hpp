#pragma once

#include "varve/db/driver.hpp"
#include "varve/testing/suite.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace varve::testing {

/// What not every database can do. A case about something that is declared must pass; about
/// something that is not it is skipped, or a hint where it works all the same.
enum class Ability : std::uint8_t {
    infinite_times,         ///< dates and timestamps have an infinite past and future
    infinite_reals,         ///< reals have infinities
    not_a_number,           ///< reals hold NaN
    empty_text,             ///< an empty text is not NULL
    supplementary_names,    ///< names have characters beyond U+FFFF
    foreign_keys,           ///< enforces REFERENCES
    check_constraints,      ///< enforces CHECK
    deferred_constraints,   ///< DEFERRABLE INITIALLY DEFERRED: checked at commit
    read_only_transactions, ///< Access::read refuses writes
    serialization_failures, ///< Isolation::serializable finds write skew
    deadlock_detection,
    error_positions, ///< syntax errors say where
};

std::string_view to_string(Ability ability) noexcept;

const std::set<Ability>& all_abilities();

/// All kinds that a column can have.
const std::set<Kind>& column_kinds();

/// A statement that the database refuses, and as what. It may use the table "pebble" with its
/// columns "id" (integer, the key) and "v" (integer), in which there is one row, (1, 10).
struct FailingStatement {
    std::string name; ///< part of the case's name: "division_by_zero"
    std::string text;
    DatabaseError::Kind kind = DatabaseError::Kind::other;
};

/// A script in this database's own SQL, and how many statements it has. All of them are run.
struct ScriptSample {
    std::string name;
    std::string script;
    std::size_t statements = 0;
};

/// A way to change a session, and a query for one cell that shows whether it is changed.
struct SessionChange {
    std::string name;
    std::string statement;
    std::string probe;
};

/// All that the driver suite has to be told. Only the first two are needed; each of the others
/// opens cases that are skipped without it.
struct DriverFacts {
    /// Makes a fresh, empty database, and does away with it. May be called from one thread at a
    /// time.
    std::function<Url()> make_database;
    std::function<void(const Url&)> drop_database;

    std::set<Ability> abilities = {};
    /// The kinds that come back from a column of `Dialect::column_type` as they went in.
    std::set<Kind> kinds = column_kinds();
    /// Values to be kept besides those that the suite tries.
    std::vector<Value> more_values = {};
    /// The first and last day that a date, and a timestamp, can have: by default all of the years 1
    /// to 9999.
    std::int64_t earliest_day = -719'162;
    std::int64_t latest_day = 2'932'896;

    /// Run in every session that the suite opens: "PRAGMA foreign_keys = ON".
    std::vector<std::string> setup = {};
    /// What a SELECT without a table needs: " FROM dual".
    std::string from_one_row = {};

    std::optional<Url> unreachable = {};    ///< nobody answers there
    std::optional<Url> wrong_password = {}; ///< right but for its password
    std::optional<Url> missing =
        {}; ///< a database that is not there; not made with Missing::refuse
    std::optional<Url> unreadable = {}; ///< a URL that the driver cannot make sense of
    std::optional<Url> read_only = {};  ///< a database that takes no writes; the setup is not run

    /// Takes more than ten seconds, wherever it is run: "SELECT pg_sleep(60)".
    std::string long_statement = {};
    /// Makes the server say something that is no error.
    std::string noticed_statement = {};
    /// Adds two rows to the table pebble by what it reads from its client.
    std::optional<Statement> input_statement = {};

    std::vector<FailingStatement> failing = {};
    std::vector<ScriptSample> scripts = {};
    std::vector<SessionChange> session_changes = {};

    /// Ends the session of `victim` from that of `killer`, as an administrator would.
    std::function<void(Connection& killer, Connection& victim)> end_session = {};
};

/// What a Driver, with its Connection, Dialect and MigrationLock, promises. `driver` outlives the
/// suite.
Suite driver_suite(const Driver& driver, DriverFacts facts);

} // namespace varve::testing
