// What is thought out is tried before it is believed: here by a dialect that forgets things.
#include "kernel/generate/sides.hpp"
#include "kernel/generate/thinker.hpp"
#include "plugins/dialects/sqlite/dialect.hpp"
#include "plugins/dialects/sqlite/driver.hpp"
#include "support/no_connection.hpp"
#include "varve/db/introspector.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <functional>

using namespace varve;
using namespace varve::schema;

namespace {

/// Is the change left out of what is written?
using Forgets = std::function<bool(const DatabaseSchema& before, const Change& change)>;

class ForgetfulDialect : public sqlite::SqliteDialect {
public:
    explicit ForgetfulDialect(Forgets forgets) : forgets_(std::move(forgets)) {}

    std::optional<std::vector<std::string>> ddl(const DatabaseSchema& before,
                                                std::span<const Change> changes) const override {
        std::vector<Change> kept;
        std::ranges::copy_if(changes, std::back_inserter(kept),
                             [&](const Change& one) { return !forgets_(before, one); });
        return SqliteDialect::ddl(before, kept);
    }

private:
    Forgets forgets_;
};

class ForgetfulConnection : public test::NoConnection {
public:
    ForgetfulConnection(std::unique_ptr<Connection> real, const Forgets& forgets)
        : real_(std::move(real)), dialect_(forgets) {}

    const Dialect& dialect() const override { return dialect_; }
    std::uint64_t execute(const Statement& statement) override { return real_->execute(statement); }
    std::unique_ptr<Rows> query(const Statement& statement, std::span<const Kind> wanted,
                                Fetch fetch) override {
        return real_->query(statement, wanted, fetch);
    }
    bool in_transaction() const override { return real_->in_transaction(); }
    Connection& real() { return *real_; }

private:
    std::unique_ptr<Connection> real_;
    ForgetfulDialect dialect_;
};

/// SQLite but for that.
class ForgetfulDriver : public sqlite::SqliteDriver {
public:
    explicit ForgetfulDriver(Forgets forgets) : forgets_(std::move(forgets)) {}

    std::unique_ptr<Connection> connect(const ConnectRequest& request) const override {
        return std::make_unique<ForgetfulConnection>(SqliteDriver::connect(request), forgets_);
    }
    std::unique_ptr<Introspector> introspector() const override {
        class Reader : public Introspector {
        public:
            explicit Reader(std::unique_ptr<Introspector> real) : real_(std::move(real)) {}
            DatabaseSchema read(Connection& connection) const override {
                return real_->read(static_cast<ForgetfulConnection&>(connection).real());
            }

        private:
            std::unique_ptr<Introspector> real_;
        };
        return std::make_unique<Reader>(SqliteDriver::introspector());
    }

private:
    Forgets forgets_;
};

Table table(const std::string& name) {
    return {.name = {"", name}, .columns = {{.name = "id", .type = {Kind::integer, "INTEGER"}}}};
}

/// Users get an index, and orders come to be.
Sides sides() {
    Sides both{.is = {.tables = {table("users")}}, .shall = {}, .name_space = {}, .untouched = {}};
    both.shall = both.is;
    both.shall.tables.front().indexes = {{.name = "users_id", .elements = {{.column = "id"}}}};
    both.shall.tables.push_back(table("orders"));
    return both;
}

/// Returns why nothing may be written; empty where it may.
std::string refusal(Forgets forgets) {
    const ForgetfulDriver driver(std::move(forgets));
    const ConnectRequest beside{.url = Url::parse("sqlite:never_made.db")};
    try {
        BOOST_TEST(think_out(driver, beside, sides()).changes.size() == 2U);
        return "";
    } catch (const Error& error) {
        return error.what();
    }
}

template <class What> bool is_about(const Change& change, ObjectKind kind) {
    return std::holds_alternative<What>(change.what) && id_of(change).kind == kind;
}

} // namespace

BOOST_AUTO_TEST_SUITE(generate_proof)

BOOST_AUTO_TEST_CASE(what_comes_to_what_is_wanted_and_back_is_believed) {
    BOOST_TEST(refusal([](const auto&, const auto&) { return false; }) == "");
}

BOOST_AUTO_TEST_CASE(a_way_up_that_does_not_come_to_what_is_wanted_is_refused_with_what_differs) {
    const std::string why = refusal([](const DatabaseSchema& before, const Change& change) {
        return !before.tables.empty() && is_about<Create>(change, ObjectKind::index);
    });
    BOOST_TEST(why == "the way up in a scratch database does not come to what it shall, so nothing "
                      "was written:\n  index users_id of users is missing");
}

BOOST_AUTO_TEST_CASE(a_way_down_that_does_not_come_back_is_refused_with_what_differs) {
    const std::string why = refusal([](const DatabaseSchema&, const Change& change) {
        return is_about<Drop>(change, ObjectKind::table);
    });
    BOOST_TEST(why == "the way down in a scratch database does not come to what it shall, so "
                      "nothing was written:\n  table orders is left");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_made_as_it_is_wanted_is_refused_with_what_differs) {
    const std::string why = refusal([](const DatabaseSchema& before, const Change& change) {
        return before.tables.empty() && is_about<Create>(change, ObjectKind::table) &&
               id_of(change).name.name == "orders";
    });
    BOOST_TEST(why == "making what is wanted in a scratch database does not come to what it shall, "
                      "so nothing was written:\n  table orders is missing");
}

BOOST_AUTO_TEST_SUITE_END()
