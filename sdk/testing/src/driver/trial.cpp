#include "driver/trial.hpp"

#include <algorithm>
#include <cctype>

namespace varve::testing {

namespace {

const Kind* find_kind(std::string_view word) {
    const std::set<Kind>& kinds = column_kinds();
    const auto found =
        std::ranges::find_if(kinds, [&](Kind kind) { return to_string(kind) == word; });
    return found == kinds.end() ? nullptr : &*found;
}

std::int64_t whole(Report& report, const Value& value) {
    report.require(value.kind() == Kind::integer, "an integer comes back, not " + shown(value));
    return value.cell().as_integer();
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

} // namespace

Trial::Trial(Report& report, const Subject& subject)
    : report_(report), subject_(subject), url_(subject.facts.make_database()) {
    try {
        connection_ = another();
    } catch (...) {
        subject_.facts.drop_database(url_);
        throw;
    }
}

Trial::~Trial() {
    connection_.reset();
    try {
        subject_.facts.drop_database(url_);
    } catch (const std::exception& error) {
        report_.check(false,
                      std::string("the case's database could not be dropped: ") + error.what());
    }
}

ConnectRequest Trial::request() const {
    return {.url = url_};
}

std::unique_ptr<Connection> Trial::another() const {
    std::unique_ptr<Connection> connection = driver().connect(request());
    for (const std::string& statement : facts().setup) connection->execute(statement);
    return connection;
}

void Trial::reconnect() {
    connection_.reset();
    connection_ = another();
}

void Trial::skip_without(std::string_view fact) {
    Report::skip("the facts of this driver have no " + std::string(fact));
}

std::string Trial::expanded(std::string_view name) const {
    if (name == ".") return facts().from_one_row;
    if (!name.starts_with(':')) return dialect().quote(name);
    const Kind* const kind = find_kind(name.substr(1));
    report_.require(kind != nullptr, "the pattern names a kind");
    return dialect().column_type(*kind);
}

std::string Trial::sql(std::string_view pattern) const {
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '{') {
            const std::size_t close = pattern.find('}', i);
            text += expanded(pattern.substr(i + 1, close - i - 1));
            i = close;
        } else if (pattern[i] == '$' && i + 1 < pattern.size() && is_digit(pattern[i + 1])) {
            ++i;
            text += dialect().parameter(static_cast<std::size_t>(pattern[i] - '0'));
        } else {
            text += pattern[i];
        }
    }
    return text;
}

std::uint64_t Trial::execute(std::string_view pattern, std::vector<Value> parameters) {
    return connection_->execute({.text = sql(pattern), .parameters = std::move(parameters)});
}

std::vector<RowValues> Trial::rows(std::string_view pattern, std::vector<Value> parameters,
                                   std::vector<Kind> wanted) {
    const auto found =
        connection_->query({.text = sql(pattern), .parameters = std::move(parameters)}, wanted);
    return read(*found);
}

std::vector<RowValues> Trial::read(Rows& found) {
    std::vector<RowValues> all = read_all(found);
    report_.require(std::ranges::none_of(all, &RowValues::empty),
                    "columns() names the columns of what was found");
    return all;
}

Value Trial::cell(std::string_view pattern, Kind wanted, std::vector<Value> parameters) {
    return cell_in(*connection_, {.text = sql(pattern), .parameters = std::move(parameters)},
                   wanted);
}

Value Trial::cell_in(Connection& connection, const Statement& statement, Kind wanted) {
    std::vector<Value> row = connection.query_row(statement, std::array{wanted});
    report_.require(row.size() == 1, "one row of one cell comes back from " + statement.text);
    return std::move(row.front());
}

std::int64_t Trial::integer(std::string_view pattern) {
    return whole(report_, cell(pattern, Kind::integer));
}

void Trial::make_table(Kind kind) {
    execute("CREATE TABLE {pebble} ({id} {:integer} NOT NULL PRIMARY KEY, {v} " +
            dialect().column_type(kind) + ")");
}

void Trial::insert(std::int64_t id, Value value) {
    execute("INSERT INTO {pebble} ({id}, {v}) VALUES ($1, $2)", {Value(id), std::move(value)});
}

std::int64_t Trial::count(Connection& connection) {
    return whole(report_,
                 cell_in(connection, {sql("SELECT COUNT(*) FROM {pebble}")}, Kind::integer));
}

bool Trial::has_table(std::string_view name) {
    return cell_in(*connection_, {dialect().table_exists({}, name)}, Kind::boolean) == Value(true);
}

void Trial::usable(std::string_view when, std::source_location where) {
    try {
        report_.equal(integer("SELECT 41 + 1{.}"), 42, "the session works " + std::string(when),
                      where);
    } catch (const Error& error) {
        report_.check(false, "the session works " + std::string(when) + ", but: " + error.what(),
                      where);
    }
}

void Trial::expect_kind(const DatabaseError& error,
                        std::initializer_list<DatabaseError::Kind> kinds, std::string_view what,
                        std::source_location where) {
    std::string names;
    for (const DatabaseError::Kind kind : kinds) {
        if (error.kind() == kind) return;
        names += (names.empty() ? "" : " or ") + std::string(to_string(kind));
    }
    report_.check(false,
                  std::string(what) + " fails as " + names + ", but it failed as " +
                      std::string(to_string(error.kind())) + ": " + error.what(),
                  where);
}

std::string text_of(const Reply& reply) {
    if (reply.rows.empty()) return "no row";
    return reply.rows.front().empty() ? "a row of no cells"
                                      : reply.rows.front().front().to_string();
}

namespace {

void run_body(Report& report, const SharedSubject& subject, const DriverCase& test) {
    Trial trial(report, *subject);
    test.body(trial);
}

// What is not declared is tried all the same: an author may not know what the plugin can do.
void try_undeclared(Report& report, const SharedSubject& subject, const DriverCase& test,
                    Ability undeclared) {
    const std::string ability(to_string(undeclared));
    const Result result =
        run(TestCase{test.name, [&](Report& inner) { run_body(inner, subject, test); }});
    if (result.outcome == Outcome::passed || result.outcome == Outcome::hint)
        report.hint("this works, though the facts do not declare the ability " + ability);
    else
        Report::skip("the facts do not declare the ability " + ability);
}

void run_case(Report& report, const SharedSubject& subject, const DriverCase& test) {
    if (test.ability && !subject->facts.abilities.contains(*test.ability))
        try_undeclared(report, subject, test, *test.ability);
    else
        run_body(report, subject, test);
}

} // namespace

Suite driver_cases(std::string name, const SharedSubject& subject, std::vector<DriverCase> cases) {
    Suite suite{.name = std::move(name)};
    for (DriverCase& test : cases) {
        const std::string case_name = test.name;
        suite.cases.push_back({case_name, [subject, test = std::move(test)](Report& report) {
                                   run_case(report, subject, test);
                               }});
    }
    return suite;
}

} // namespace varve::testing
