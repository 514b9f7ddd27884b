#include "loaded_plugin.hpp"
#include "support/postgresql.hpp"

#include "varve/testing/boost_test.hpp"
#include "varve/testing/driver_suite.hpp"

#include <limits>
#include <map>

using namespace varve;
using testing::Ability;
using DbKind = DatabaseError::Kind;

namespace {

/// Databases that cases are using now, by their URL.
std::map<std::string, std::unique_ptr<test::PostgresqlDatabase>>& databases() {
    static std::map<std::string, std::unique_ptr<test::PostgresqlDatabase>> all;
    return all;
}

Url make_database() {
    auto database = std::make_unique<test::PostgresqlDatabase>();
    const std::string url = database->url();
    databases().emplace(url, std::move(database));
    return Url::parse(url);
}

void drop_database(const Url& url) {
    databases().erase(url.text());
}

/// The role "locked", whose password is checked, where the server was started by
/// tests/support/postgresql_server.
std::optional<Url> wrong_password() {
    test::PostgresqlSession session(test::postgresql_url());
    if (session.value("SELECT count(*) FROM pg_roles WHERE rolname = 'locked'") != "1") return {};
    return Url::parse("postgresql://locked:wrong@127.0.0.1:" + session.value("SHOW port") +
                      "/postgres");
}

std::vector<Value> more_values() {
    constexpr std::int64_t us_per_day = 86'400'000'000;
    constexpr std::int64_t first_day = -2'440'588;
    constexpr auto last_microsecond = infinite_future - 1; // the server's own are later
    constexpr auto most32 = std::numeric_limits<std::int32_t>::max();
    constexpr auto least64 = std::numeric_limits<std::int64_t>::min();
    std::string digits(300, '7');
    return {Value(Cell::decimal("NaN")),
            Value(Cell::decimal("Infinity")),
            Value(Cell::decimal("-Infinity")),
            Value(Cell::decimal("1000000000000000000000000000000")),
            Value(Cell::decimal("0." + std::string(60, '0') + "1")),
            Value(Cell::decimal(digits + "." + digits)),
            Value(Cell::date(first_day)),
            Value(Cell::date(2'145'042'905)),
            Value(Cell::time(us_per_day)), // 24:00:00
            Value(Cell::timestamp(first_day * us_per_day)),
            Value(Cell::timestamp(last_microsecond)),
            Value(Cell::timestamp_tz(first_day * us_per_day)),
            Value(Cell::timestamp_tz(last_microsecond)),
            Value(Cell::interval({most32, -most32, least64 + 1}))};
}

std::vector<testing::ScriptSample> scripts() {
    return {{"functions_and_blocks",
             "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$\n"
             "BEGIN\n  PERFORM 1; RETURN 2; -- $$ ;\nEND $body$;\n"
             "DO $$ BEGIN PERFORM f(); END $$;\n"
             "CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;\n"
             "SELECT g();",
             4},
            {"comments_and_strings",
             "/* a /* nested; */ comment; */ SELECT E'it\\'s; fine', 'back\\';\n"
             "SELECT U&'\\0041;', $x$ $$ ; $x$;\n"
             "SELECT 1 -- ;\n;",
             3},
            {"copy_data",
             "CREATE TABLE stone (id int, name text);\n"
             "COPY stone FROM stdin;\n"
             "1\tit's; \"raw\" $$ data\n"
             "2\t\\N\n"
             "\\.\n"
             "SELECT 1 / (count(*) - 1) FROM stone;\n",
             3},
            {"rules_with_several_actions",
             "CREATE TABLE stone (id int);\n"
             "CREATE RULE twice AS ON INSERT TO stone DO ALSO (SELECT 1; SELECT 2);\n"
             "INSERT INTO stone VALUES (1);",
             3}};
}

std::vector<testing::FailingStatement> failing() {
    return {
        {"a_division_by_zero", "SELECT 1 / 0", DbKind::invalid_data},
        {"text_that_is_no_number", "SELECT 'abc'::bigint", DbKind::invalid_data},
        {"a_number_too_large", "SELECT 9223372036854775807 + 1", DbKind::invalid_data},
        {"a_day_that_does_not_exist", "SELECT '2023-02-29'::date", DbKind::invalid_data},
        {"text_that_is_no_json", "SELECT '{]'::json", DbKind::invalid_data},
        {"what_is_not_supported", "SELECT count(*) FROM pebble FOR UPDATE", DbKind::unsupported},
        {"a_schema_that_is_not_there", "CREATE TABLE no_such.thing (id int)",
         DbKind::undefined_object},
        {"a_write_in_a_read_only_block",
         "DO $$ BEGIN SET LOCAL transaction_read_only = on; INSERT INTO pebble VALUES (2); "
         "END $$",
         DbKind::read_only},
        {"a_right_that_is_lacking",
         "DO $$ BEGIN SET LOCAL ROLE pg_monitor; PERFORM * FROM pebble; END $$",
         DbKind::permission}};
}

std::vector<testing::SessionChange> session_changes() {
    return {
        {"search_path", "SET search_path = pg_catalog", "SHOW search_path"},
        {"role", "SET ROLE pg_monitor", "SELECT current_user"},
        {"session_authorization", "SET SESSION AUTHORIZATION pg_monitor", "SELECT session_user"},
        {"time_zone", "SET TIME ZONE 'Asia/Tokyo'", "SHOW timezone"},
        {"date_style", "SET datestyle = 'German'", "SHOW datestyle"},
        {"statement_timeout", "SET statement_timeout = '1h'", "SHOW statement_timeout"},
        {"cursors", "DECLARE held CURSOR WITH HOLD FOR SELECT 1",
         "SELECT count(*) FROM pg_cursors WHERE name = 'held'"},
        {"channels", "LISTEN news", "SELECT count(*) FROM pg_listening_channels()"},
        {"settings_of_ones_own", "SET app.tenant = 'alice'",
         "SELECT coalesce(nullif(current_setting('app.tenant', true), ''), 'nobody')"}};
}

void end_session(Connection& killer, Connection& victim) {
    const std::string pid = victim.query_row({"SELECT pg_backend_pid()"}).front().to_string();
    killer.execute("SELECT pg_terminate_backend(" + pid + ", 5000)");
}

testing::DriverFacts postgresql_facts() {
    testing::DriverFacts facts{.make_database = make_database, .drop_database = drop_database};
    facts.abilities = {Ability::infinite_times,         Ability::infinite_reals,
                       Ability::not_a_number,           Ability::empty_text,
                       Ability::supplementary_names,    Ability::foreign_keys,
                       Ability::check_constraints,      Ability::deferred_constraints,
                       Ability::read_only_transactions, Ability::serialization_failures,
                       Ability::deadlock_detection,     Ability::error_positions};
    facts.more_values = more_values();
    facts.unreachable = Url::parse("postgresql://nobody@127.0.0.1:1/nowhere");
    facts.wrong_password = wrong_password();
    facts.missing =
        Url::parse(test::with_database(test::postgresql_url(), "no_such_database_of_varve"));
    facts.unreadable = Url::parse("postgresql://127.0.0.1/db?no_such_parameter=1");
    facts.read_only = Url::parse(test::with_database(test::postgresql_url(), "postgres") +
                                 "&options=-c%20default_transaction_read_only%3Don");
    facts.long_statement = "SELECT pg_sleep(60)";
    facts.noticed_statement = "DROP TABLE IF EXISTS no_such_table";
    facts.input_statement = Statement{"COPY pebble FROM stdin", {}, "1\t10\n2\t\\N\n"};
    facts.failing = failing();
    facts.scripts = scripts();
    facts.session_changes = session_changes();
    facts.end_session = end_session;
    return facts;
}

testing::Suite postgresql_driver() {
    const auto there = test::postgresql_is_there(0);
    if (there)
        return driver_suite(test::plugin_driver("varve-dialect-postgresql"), postgresql_facts());
    const auto message = there.message();
    const std::string reason(message.begin(), message.end());
    return {"postgresql_driver",
            {{"finds_a_server", [reason](testing::Report&) { testing::Report::skip(reason); }}}};
}

VARVE_BOOST_SUITE(postgresql_driver)

} // namespace
