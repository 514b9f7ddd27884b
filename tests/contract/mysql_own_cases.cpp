#include "mysql_own_cases.hpp"

#include "mysql_proxy.hpp"

#include "varve/db/transaction.hpp"

#include <array>
#include <filesystem>
#include <thread>

namespace varve::test {

namespace {

using namespace std::chrono_literals;
using testing::Report;
using DbKind = DatabaseError::Kind;

/// A case's database and its session with it.
class Trial {
public:
    Trial(const MysqlPlace& at, Report& to)
        : report(to), place(at), url(at.make_database()), connection(another()) {}
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;
    ~Trial() {
        connection.reset();
        place.drop_database(url);
    }

    std::unique_ptr<Connection> another() const { return place.driver.connect({.url = url}); }

    Value cell(const std::string& text, Kind wanted = Kind::any) {
        return connection->query_row({text}, std::array{wanted}).at(0);
    }

    template <class Action> void fails(DbKind kind, Action action, const std::string& what) {
        try {
            action();
        } catch (const DatabaseError& error) {
            report.check(error.kind() == kind, what + " fails as " + std::string(to_string(kind)) +
                                                   ", not: " + error.what());
            return;
        }
        report.check(false, what + " must fail");
    }

    Report& report;
    const MysqlPlace& place;
    Url url;
    std::unique_ptr<Connection> connection;
};

struct Read {
    const char* column; ///< its type
    const char* value;
    Kind wanted;
    Value expected;
};

const std::vector<Read>& table_of_reads() {
    constexpr std::int64_t us_per_second = 1'000'000;
    static const std::vector<Read> table{
        {"TINYINT(1)", "2", Kind::any, Value(2)},
        {"BOOL", "TRUE", Kind::boolean, Value(true)},
        {"TINYINT UNSIGNED", "200", Kind::any, Value(200)},
        {"BIGINT UNSIGNED", "18446744073709551615", Kind::any,
         Value(Cell::unsigned_integer(~std::uint64_t{0}))},
        {"INT(8) ZEROFILL", "42", Kind::any, Value(42)},
        {"YEAR", "2026", Kind::any, Value(2026)},
        {"BIT(12)", "b'101000000001'", Kind::any, Value(Cell::unsigned_integer(2561))},
        {"BIT(1)", "b'1'", Kind::boolean, Value(true)},
        {"FLOAT", "1.5", Kind::any, Value(1.5)},
        {"DECIMAL(5,2)", "-1.05", Kind::any, Value(Cell::decimal("-1.05"))},
        {"ENUM('granite','slate')", "'slate'", Kind::any, Value("slate")},
        {"SET('a','b')", "'b,a'", Kind::any, Value("a,b")},
        {"VARBINARY(4)", "X'00ff'", Kind::any,
         Value(Cell::view(Kind::bytes, std::string_view("\0\xff", 2)))},
        {"TIME", "'-838:59:59'", Kind::interval,
         Value(Cell::interval({0, 0, -3'020'399 * us_per_second}))},
        {"TIME", "'-838:59:59'", Kind::text, Value("-838:59:59")},
        {"TIMESTAMP(6) NULL", "'2026-01-01 00:00:00.5'", Kind::any,
         Value(Cell::timestamp_tz(1'767'225'600 * us_per_second + 500'000))},
        {"DATE", "'0000-00-00'", Kind::text, Value("0000-00-00")},
        {"DATETIME", "'2026-00-00 01:02:03'", Kind::text, Value("2026-00-00 01:02:03")},
        {"CHAR(36)", "'00112233-4455-6677-8899-aabbccddeeff'", Kind::text,
         Value("00112233-4455-6677-8899-aabbccddeeff")}};
    return table;
}

void reads_types_of_its_own(Trial& trial) {
    trial.connection->execute("SET sql_mode = 'ALLOW_INVALID_DATES'");
    for (const Read& read : table_of_reads()) {
        trial.connection->execute(std::string("CREATE TABLE t (v ") + read.column + ")");
        trial.connection->execute(std::string("INSERT INTO t VALUES (") + read.value + ")");
        trial.report.equal(trial.cell("SELECT v FROM t", read.wanted), read.expected, read.column);
        trial.connection->execute("DROP TABLE t");
    }
}

void reads_types_that_mariadb_tells_by_attributes(Trial& trial) {
    if (!trial.place.mariadb) Report::skip("MySQL has no such types");
    trial.connection->execute("CREATE TABLE t (j JSON, u UUID)");
    const std::string uuid = "00112233-4455-6677-8899-aabbccddeeff";
    trial.connection->execute("INSERT INTO t VALUES ('{\"a\": 1}', '" + uuid + "')");
    trial.report.equal(trial.cell("SELECT j FROM t"), Value(Cell::json("{\"a\": 1}")), "JSON");
    const Value read = trial.cell("SELECT u FROM t");
    trial.report.check(read.kind() == Kind::uuid && read.to_string() == uuid, "UUID");
    trial.connection->execute({"UPDATE t SET u = ?", {read}});
    trial.report.equal(trial.cell("SELECT u FROM t"), read, "UUID as a parameter");
}

void says_that_a_date_with_zeros_is_none(Trial& trial) {
    trial.connection->execute("SET sql_mode = ''");
    trial.connection->execute("CREATE TABLE t (v DATE)");
    trial.connection->execute("INSERT INTO t VALUES ('0000-00-00')");
    trial.fails(
        DbKind::invalid_data, [&] { trial.cell("SELECT v FROM t", Kind::date); },
        "0000-00-00 as a date");
}

void cuts_nothing_off(Trial& trial) {
    trial.connection->execute("CREATE TABLE t (v VARCHAR(3))");
    trial.fails(
        DbKind::invalid_data, [&] { trial.connection->execute("INSERT INTO t VALUES ('abcd')"); },
        "a text that is too long");
}

void refuses_statements_while_a_result_streams(Trial& trial) {
    Connection& connection = *trial.connection;
    auto rows = connection.query({"SELECT 1 UNION SELECT 2"}, {}, Fetch::stream);
    trial.fails(
        DbKind::misuse, [&] { connection.execute("SELECT 3"); }, "a statement during a stream");
    trial.fails(
        DbKind::misuse, [&] { connection.prepare("SELECT 3"); }, "preparing during a stream");
    trial.report.equal(read_all(*rows).size(), 2U, "the stream goes on");
    trial.report.equal(trial.cell("SELECT 3"), Value(3), "and then statements run again");
}

void takes_all_results_of_a_procedure(Trial& trial) {
    Connection& connection = *trial.connection;
    connection.execute("CREATE PROCEDURE p() BEGIN SELECT 1 AS a; SELECT 2 AS b, 3 AS c; END");
    connection.execute("CALL p()");
    trial.report.equal(trial.cell("SELECT 4"), Value(4), "after it was executed");
    trial.report.equal(trial.cell("CALL p()"), Value(1), "the first result is that of a query");
    trial.report.equal(trial.cell("SELECT 5"), Value(5), "after it was queried");
    connection.query({"CALL p()"}).reset();
    trial.report.equal(trial.cell("SELECT 6"), Value(6), "after its rows were dropped");
}

void tells_an_error_behind_the_first_result_of_a_procedure(Trial& trial) {
    Connection& connection = *trial.connection;
    connection.execute("CREATE PROCEDURE p() BEGIN SELECT 1; SELECT * FROM nowhere; END");
    trial.fails(
        DbKind::undefined_object, [&] { connection.execute("CALL p()"); },
        "a procedure that fails in its second statement");
    trial.fails(
        DbKind::undefined_object, [&] { read_all(*connection.query({"CALL p()"})); },
        "the same as a query");
    trial.report.equal(trial.cell("SELECT 6"), Value(6), "the session works on");
}

// MariaDB has told the columns by then, and where rows are awaited comes an error.
void runs_a_statement_again_that_failed_instead_of_returning_rows(Trial& trial) {
    if (!trial.connection->dialect().supports(Feature::insert_returning))
        testing::Report::skip("there is no INSERT … RETURNING");
    trial.connection->execute("CREATE TABLE t (v INT NOT NULL)");
    const auto insert = trial.connection->prepare("INSERT INTO t VALUES (?) RETURNING v");
    for (const char* const time : {"the first time", "the second"})
        trial.fails(
            DbKind::not_null_violation, [&] { insert->query(std::array{Cell()}); }, time);
    insert->query(std::array{Cell::integer(7)});
    trial.report.equal(read_all(*insert).at(0).at(0), Value(7), "then it works");
    trial.report.equal(trial.cell("SELECT COUNT(*) FROM t"), Value(1), "and so does the session");
}

void keeps_nothing_apart_from_null(Trial& trial) {
    trial.connection->execute("CREATE TABLE t (v VARBINARY(9) NOT NULL, w VARCHAR(9) NOT NULL)");
    const auto insert = trial.connection->prepare("INSERT INTO t VALUES (?, ?)");
    insert->execute(std::array{Cell::bytes({}), Cell::text({})});
    trial.report.equal(trial.cell("SELECT LENGTH(v) + LENGTH(w) FROM t"), Value(0),
                       "views of nothing, without an address");
}

void reads_rows_of_what_cannot_be_prepared(Trial& trial) {
    Connection& connection = *trial.connection;
    connection.execute("CREATE TABLE t (v INT PRIMARY KEY)");
    connection.execute("INSERT INTO t VALUES (7)");
    connection.execute("HANDLER t OPEN");
    trial.report.equal(trial.cell("HANDLER t READ FIRST", Kind::integer), Value(7), "its row");
    connection.execute("HANDLER t CLOSE");
}

// Each has what the other wants; the server ends the transaction of one of them.
void lets_nothing_but_a_rollback_follow_a_deadlock(Trial& trial) {
    Connection& mine = *trial.connection;
    const auto theirs = trial.another();
    mine.execute("CREATE TABLE t (id INT PRIMARY KEY, v INT)");
    mine.execute("INSERT INTO t VALUES (1, 0), (2, 0)");
    // The server ends the one that has changed less.
    theirs->execute("START TRANSACTION");
    theirs->execute("INSERT INTO t VALUES (3, 0), (4, 0), (5, 0), (6, 0)");
    theirs->execute("UPDATE t SET v = 1 WHERE id = 1");
    mine.execute("START TRANSACTION");
    mine.execute("UPDATE t SET v = 2 WHERE id = 2");
    {
        const std::jthread thread([&] { theirs->execute("UPDATE t SET v = 1 WHERE id = 2"); });
        std::this_thread::sleep_for(300ms);
        trial.fails(
            DbKind::deadlock, [&] { mine.execute("UPDATE t SET v = 2 WHERE id = 1"); },
            "the second of two transactions that block each other");
    }
    trial.report.check(mine.in_transaction(), "its transaction is still to be ended");
    trial.fails(
        DbKind::misuse, [&] { mine.execute("UPDATE t SET v = 3 WHERE id = 2"); },
        "a statement that would stand alone now");
    trial.fails(
        DbKind::misuse, [&] { mine.execute("COMMIT"); }, "its commit");
    mine.execute("ROLLBACK");
    trial.report.check(!mine.in_transaction(), "a rollback ends it");
    theirs->execute("COMMIT");
    trial.report.equal(trial.cell("SELECT SUM(v) FROM t", Kind::integer), Value(2),
                       "theirs counts");
}

void knows_that_a_schema_change_has_committed(Trial& trial) {
    Connection& connection = *trial.connection;
    connection.execute("START TRANSACTION");
    connection.execute("CREATE TABLE t (v INT)");
    trial.report.check(!connection.in_transaction(), "after CREATE TABLE");
    connection.execute("START TRANSACTION");
    trial.fails(
        DbKind::duplicate_object, [&] { connection.execute("CREATE TABLE t (v INT)"); },
        "a table that is there");
    trial.report.check(!connection.in_transaction(), "and after one that failed");
}

// The standard one would not see what another session commits meanwhile.
void begins_transactions_with_the_isolation_that_is_asked_for(Trial& trial) {
    Connection& connection = *trial.connection;
    connection.execute("CREATE TABLE t (v INT)");
    const auto other = trial.another();
    for (const auto& [isolation, seen] :
         {std::pair{Isolation::read_committed, 1}, std::pair{Isolation::repeatable_read, 0}}) {
        const Transaction transaction(connection, {.isolation = isolation});
        trial.cell("SELECT COUNT(*) FROM t");
        other->execute("INSERT INTO t VALUES (1)");
        trial.report.equal(trial.cell("SELECT COUNT(*) FROM t"), Value(seen), "rows that it sees");
        other->execute("DELETE FROM t");
    }
}

// As a transaction asks it, in one message with what begins it.
std::int64_t guarded(Trial& trial, const MigrationLock& lock) {
    const std::vector<Statement> opening{{"START TRANSACTION"}, *lock.guard(), {"COMMIT"}};
    return trial.connection->execute_all(opening)[1].rows.at(0).at(0).cell().as_integer();
}

/// How many statements the server runs for it.
template <class Action> std::int64_t questions_of(Trial& trial, Action action) {
    constexpr std::array texts{Kind::text, Kind::text};
    const auto asked = [&] {
        return std::stoll(
            trial.connection->query_row({"SHOW SESSION STATUS LIKE 'Questions'"}, texts)
                .at(1)
                .to_string());
    };
    const std::int64_t before = asked();
    action();
    return asked() - before - 1;
}

// As a server leaves it that dies in the middle of ALTER TABLE … PARTITION BY.
void does_not_take_a_broken_table_for_a_changed_one(Trial& trial) {
    if (!trial.place.mariadb) Report::skip("MySQL 5.6 keeps other files");
    trial.connection->execute("CREATE TABLE t (v INT) PARTITION BY HASH (v) PARTITIONS 2");
    const auto traits =
        trial.connection->dialect().classify({.text = "ALTER TABLE t PARTITION BY HASH (v)"});
    trial.report.require(traits.probe.has_value(), "the change of a table has a probe");
    const auto state = [&] { return trial.cell(traits.probe->state, Kind::text).to_string(); };
    trial.report.check(!state().starts_with("partial"), "a table that is whole is not partial");
    trial.connection->execute("FLUSH TABLES");
    const std::string folder = trial.cell("SELECT @@datadir", Kind::text).to_string() +
                               trial.cell("SELECT DATABASE()", Kind::text).to_string();
    trial.report.require(std::filesystem::remove(std::filesystem::path(folder) / "t.par"),
                         "the table has a file for its partitions");
    trial.report.check(state().starts_with("partial"), "a table that cannot be read is partial");
}

void notices_that_a_migration_let_go_of_the_lock(Trial& trial) {
    const auto lock = trial.place.driver.migration_lock(
        *trial.connection, {.url = trial.url}, {.table = "varve_lock", .history = "varve_history"});
    trial.connection->execute("CREATE TABLE t (v INT)");
    // A session of MySQL 5.6 has one such lock only.
    const std::string lets_go =
        trial.place.mariadb ? "RELEASE_ALL_LOCKS()" : "GET_LOCK('another', 0)";
    for (const std::string& text :
         {"DO " + lets_go, "INSERT INTO t VALUES (" + lets_go + ")", "SET @released = " + lets_go,
          "CREATE TABLE of_query SELECT " + lets_go}) {
        trial.report.require(lock->try_acquire(), "a free lock is acquired");
        lock->verify();
        trial.connection->execute("ALTER TABLE t COMMENT 'none'");
        lock->verify();
        trial.report.equal(guarded(trial, *lock), 1, "while it is there, the guard says");
        const auto guard = [&] { guarded(trial, *lock); };
        const auto guard_and_verify = [&] {
            guard();
            lock->verify();
        };
        trial.report.equal(questions_of(trial, guard_and_verify), questions_of(trial, guard),
                           "what the guard knows is not asked again: statements");
        trial.connection->execute(text);
        trial.report.equal(guarded(trial, *lock), 0, "after " + text + " the guard says");
        try {
            lock->verify();
        } catch (const LockLost&) {
            continue;
        }
        trial.report.fail("a lock that is gone is noticed after " + text);
    }
}

// What belongs to a session is nobody's where sessions are shared.
void takes_a_lease_behind_a_proxy_that_shares_sessions(Trial& trial) {
    const Driver& driver = trial.place.driver;
    const LockRequest request{.table = "varve_lock", .history = "varve_history", .holder = "ann"};
    const MysqlProxy proxy(trial.cell("SELECT @@socket").to_string(), MysqlProxy::Sessions::shared);
    const ConnectRequest through{
        .url = Url::parse("mysql://root@" + trial.url.path() + "?socket=" + proxy.socket())};
    const auto mine = driver.connect(through);
    const auto theirs = driver.connect(through);
    trial.report.check(!mine->owns_session(), "the session behind a proxy is not ours");
    trial.report.check(trial.connection->owns_session(), "without one it is");
    const auto lock = driver.migration_lock(*mine, through, request);
    const auto other = driver.migration_lock(*theirs, through, request);
    trial.report.equal(lock->method(), std::string_view("lease"), "behind a proxy");
    trial.report.check(lock->try_acquire(), "a free lease is taken");
    trial.report.check(!other->try_acquire(), "and keeps a second session out");
    const auto named = driver.migration_lock(*trial.connection, {.url = trial.url}, request);
    trial.report.equal(named->method(), std::string_view("named lock"), "without a proxy");
    trial.report.check(!named->try_acquire(), "a lease keeps a named lock out");
    trial.report.equal(named->holder().value_or(LockHolder{}).who, std::string("ann"),
                       "its holder");
    lock->release();
    trial.report.check(named->try_acquire(), "a released lease does not");
    trial.report.check(!other->try_acquire(), "a named lock keeps a lease out");
    trial.report.check(other->holder().has_value(), "and has a holder");
    named->release();
    trial.report.check(other->try_acquire(), "and lets it in when it is released");
}

/// The same server by TCP, with this ssl-mode and whatever else.
Url by_tcp(Trial& trial, const std::string& parameters) {
    const std::string port = trial.cell("SELECT @@port").to_string();
    return Url::parse("mysql://root@127.0.0.1:" + port + trial.url.path() + "?" + parameters);
}

std::string cipher(Trial& trial, const Url& url) {
    return trial.place.driver.connect({.url = url})
        ->query_row({"SHOW STATUS LIKE 'Ssl_cipher'"}, std::array{Kind::text, Kind::text})
        .at(1)
        .to_string();
}

void encrypts_as_it_is_told(Trial& trial) {
    trial.report.equal(cipher(trial, by_tcp(trial, "ssl-mode=DISABLED")), std::string(),
                       "DISABLED");
    if (!trial.place.mariadb) {
        trial.report.equal(cipher(trial, by_tcp(trial, "ssl-mode=PREFERRED")), std::string(),
                           "PREFERRED, of a server that cannot");
        trial.fails(
            DbKind::unreachable, [&] { cipher(trial, by_tcp(trial, "ssl-mode=REQUIRED")); },
            "REQUIRED, of a server that cannot");
        return;
    }
    const std::string ca = "&ssl-ca=" + trial.cell("SELECT @@ssl_ca", Kind::text).to_string();
    for (const std::string& parameters :
         {std::string("ssl-mode=PREFERRED"), std::string("ssl-mode=REQUIRED"),
          "ssl-mode=VERIFY_CA" + ca, "ssl-mode=VERIFY_IDENTITY" + ca})
        trial.report.check(!cipher(trial, by_tcp(trial, parameters)).empty(), parameters);
    for (const char* const mode : {"VERIFY_CA", "VERIFY_IDENTITY"})
        trial.fails(
            DbKind::unreachable,
            [&] {
                cipher(trial, by_tcp(trial, std::string("ssl-mode=") + mode +
                                                "&ssl-ca=/etc/ssl/certs/ca-certificates.crt"));
            },
            std::string(mode) + " of a server that another authority has signed");
}

} // namespace

testing::Suite mysql_own_cases(const MysqlPlace& place) {
    using Body = void (*)(Trial&);
    testing::Suite suite{.name = "own_cases"};
    for (const auto& [name, body] :
         {std::pair<const char*, Body>{"reads_types_of_its_own", reads_types_of_its_own},
          {"reads_types_that_mariadb_tells_by_attributes",
           reads_types_that_mariadb_tells_by_attributes},
          {"says_that_a_date_with_zeros_is_none", says_that_a_date_with_zeros_is_none},
          {"cuts_nothing_off", cuts_nothing_off},
          {"refuses_statements_while_a_result_streams", refuses_statements_while_a_result_streams},
          {"takes_all_results_of_a_procedure", takes_all_results_of_a_procedure},
          {"tells_an_error_behind_the_first_result_of_a_procedure",
           tells_an_error_behind_the_first_result_of_a_procedure},
          {"runs_a_statement_again_that_failed_instead_of_returning_rows",
           runs_a_statement_again_that_failed_instead_of_returning_rows},
          {"keeps_nothing_apart_from_null", keeps_nothing_apart_from_null},
          {"reads_rows_of_what_cannot_be_prepared", reads_rows_of_what_cannot_be_prepared},
          {"lets_nothing_but_a_rollback_follow_a_deadlock",
           lets_nothing_but_a_rollback_follow_a_deadlock},
          {"knows_that_a_schema_change_has_committed", knows_that_a_schema_change_has_committed},
          {"begins_transactions_with_the_isolation_that_is_asked_for",
           begins_transactions_with_the_isolation_that_is_asked_for},
          {"does_not_take_a_broken_table_for_a_changed_one",
           does_not_take_a_broken_table_for_a_changed_one},
          {"notices_that_a_migration_let_go_of_the_lock",
           notices_that_a_migration_let_go_of_the_lock},
          {"takes_a_lease_behind_a_proxy_that_shares_sessions",
           takes_a_lease_behind_a_proxy_that_shares_sessions},
          {"encrypts_as_it_is_told", encrypts_as_it_is_told}})
        suite.cases.push_back({name, [place, body = body](Report& report) {
                                   Trial trial(place, report);
                                   body(trial);
                               }});
    return suite;
}

} // namespace varve::test
