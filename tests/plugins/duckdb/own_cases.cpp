#include "own_cases.hpp"

#include "dialect.hpp"
#include "varve/db/transaction.hpp"

#include <array>

namespace varve::duckdb {

namespace {

using testing::Report;

struct Read {
    const char* expression;
    Kind wanted;
    Value expected;
};

const std::vector<Read>& table_of_reads() {
    static const std::vector<Read> table{
        {"NULL", Kind::any, Value()},
        {"200::UTINYINT", Kind::any, Value(200)},
        {"(-7)::SMALLINT", Kind::any, Value(-7)},
        {"4000000000::UINTEGER", Kind::any, Value(std::int64_t{4'000'000'000})},
        {"1.5::FLOAT", Kind::any, Value(1.5)},
        {"(-1.05)::DECIMAL(4, 2)", Kind::any, Value(Cell::decimal("-1.05"))},
        {"0.01::DECIMAL(9, 2)", Kind::any, Value(Cell::decimal("0.01"))},
        {"12.00::DECIMAL(18, 2)", Kind::integer, Value(12)},
        {"'-170141183460469231731687303715884105728'::HUGEINT", Kind::any,
         Value(Cell::decimal("-170141183460469231731687303715884105728"))},
        {"'340282366920938463463374607431768211455'::UHUGEINT", Kind::any,
         Value(Cell::decimal("340282366920938463463374607431768211455"))},
        {"sum(i) FROM (VALUES (1), (2)) t(i)", Kind::integer, Value(3)},
        {"1e16", Kind::integer, Value(std::int64_t{10'000'000'000'000'000})},
        {"'slate'::ENUM ('granite', 'slate')", Kind::any, Value("slate")},
        {"'1970-01-01 00:00:02'::TIMESTAMP_S", Kind::any, Value(Cell::timestamp(2'000'000))},
        {"'1970-01-01 00:00:02.5'::TIMESTAMP_MS", Kind::any, Value(Cell::timestamp(2'500'000))},
        {"'1969-12-31 23:59:59.999999'::TIMESTAMP_NS", Kind::any, Value(Cell::timestamp(-1))},
        {"'infinity'::TIMESTAMP_S", Kind::any, Value(Cell::timestamp(infinite_future))},
        {"'{\"a\": 1}'::JSON", Kind::any, Value(Cell::json("{\"a\": 1}"))},
    };
    return table;
}

void reads_types_of_its_own(const Driver& driver, Report& report) {
    const auto connection = driver.connect({.url = Url::parse("duckdb::memory:")});
    for (const Read& read : table_of_reads()) {
        const std::array wanted{read.wanted};
        const auto row = connection->query_row({std::string("SELECT ") + read.expression}, wanted);
        report.require(row.size() == 1, std::string("one value comes of ") + read.expression);
        report.equal(row.front(), read.expected, read.expression);
    }
}

void writes_infinite_times_as_its_own(const Driver& driver, Report& report) {
    const auto connection = driver.connect({.url = Url::parse("duckdb::memory:")});
    for (const Kind kind : {Kind::date, Kind::timestamp, Kind::timestamp_tz})
        for (const std::int64_t time : {infinite_past, infinite_future}) {
            const auto row = connection->query_row(
                {"SELECT isinf($1::" + connection->dialect().column_type(kind) + ")",
                 {Value(Cell::number(kind, time))}});
            report.equal(row.at(0), Value(true), "DuckDB finds it infinite");
        }
}

struct Understood {
    const char* text;
    StatementTraits::Kind kind;
    Scope scope = Scope::transactional;
    const char* rule = ""; ///< of the only finding; empty: none
};

void understands_statements_of_its_own(Report& report) {
    using enum StatementTraits::Kind;
    const DuckdbDialect dialect;
    const std::vector<Understood> table{
        {"FROM stone", query},
        {"PIVOT stone ON size USING count(*)", query},
        {"SUMMARIZE stone", query},
        {"USE quarry", setting},
        {"LOAD icu", setting},
        {"ATTACH 'other.db' AS other", setting, Scope::outside},
        {"FORCE CHECKPOINT", other, Scope::outside},
        {"CREATE OR REPLACE TABLE stone (id INTEGER)", ddl, Scope::transactional, "drop-table"},
        {"CREATE OR REPLACE TEMP TABLE stone (id INTEGER)", setting},
        {"DROP TABLE temp.stone", setting},
    };
    for (const Understood& row : table) {
        const StatementTraits traits = dialect.classify({.text = row.text});
        report.check(traits.kind == row.kind, std::string("the kind of: ") + row.text);
        report.check(traits.scope == row.scope, std::string("the scope of: ") + row.text);
        const std::string rule = traits.losses.empty() ? "" : traits.losses.front().rule;
        report.equal(rule, std::string(row.rule), std::string("what is lost by: ") + row.text);
    }
    report.equal(dialect.classify({.text = "CREATE TABLE Main.\"Stone\" (id INTEGER)"}).creates,
                 std::string("stone"), "names have one case");
}

void takes_settings_from_its_url(const Driver& driver, Report& report) {
    const auto connection = driver.connect({.url = Url::parse("duckdb::memory:?threads=3")});
    const auto row = connection->query_row({"SELECT current_setting('threads')"});
    report.equal(row.at(0).to_string(), std::string("3"), "a parameter of the URL is a setting");
}

/// Three rows, and then an error.
class Breaking : public RowSource {
public:
    bool next(std::span<Cell> row) override {
        if (given_ == 3) throw Error("the source broke");
        row[0] = Cell::integer(++given_);
        return true;
    }

private:
    std::int64_t given_ = 0;
};

void inserts_no_rows_behind_an_error(const Driver& driver, Report& report) {
    const auto connection = driver.connect({.url = Url::parse("duckdb::memory:")});
    connection->execute("CREATE TABLE stone (id BIGINT)");
    Transaction transaction(*connection);
    Breaking source;
    try {
        connection->bulk_insert({"stone", {"id"}, {Kind::integer}}, source);
        report.fail("the source's error comes through");
    } catch (const Error&) {
        transaction.commit();
    }
    const auto row = connection->query_row({"SELECT count(*) FROM stone"});
    report.equal(row.at(0), Value(0), "what was collected when the source broke is not inserted");
}

} // namespace

testing::Suite own_cases(const Driver& driver) {
    return {"duckdb",
            {{"reads_types_of_its_own",
              [&driver](Report& report) { reads_types_of_its_own(driver, report); }},
             {"writes_infinite_times_as_its_own",
              [&driver](Report& report) { writes_infinite_times_as_its_own(driver, report); }},
             {"understands_statements_of_its_own", understands_statements_of_its_own},
             {"inserts_no_rows_behind_an_error",
              [&driver](Report& report) { inserts_no_rows_behind_an_error(driver, report); }},
             {"takes_settings_from_its_url",
              [&driver](Report& report) { takes_settings_from_its_url(driver, report); }}}};
}

} // namespace varve::duckdb
