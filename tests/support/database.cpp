#include "support/database.hpp"

#include "support/postgresql.hpp"
#include "support/process.hpp"
#include "support/secret_watch.hpp"
#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>
#include <sqlite3.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace varve::test {

namespace {

class Sqlite : public Database {
public:
    Sqlite() = default;
    Sqlite(const Sqlite&) = delete;
    Sqlite& operator=(const Sqlite&) = delete;
    ~Sqlite() override { look_for_password(folder_.path()); }
    std::string kind() const override { return "sqlite"; }
    std::string name() const override { return file().string(); }
    std::string url() const override { return "sqlite:" + file().string(); }
    void execute(const std::string& sql) const override { query(sql); }
    std::string rows(const std::string& sql) const override { return joined(query(sql)); }
    std::string schema() const override {
        return rows("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE tbl_name NOT LIKE "
                    "'varve_%' ORDER BY 1, 2");
    }
    std::string data() const override {
        std::string text;
        for (const auto& table : query(
                 "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'varve_%' "
                 "AND name NOT LIKE 'sqlite_%' ORDER BY 1"))
            text += table[0] + '\n' + rows("SELECT * FROM \"" + table[0] + "\"");
        return text;
    }

private:
    std::filesystem::path file() const { return folder_ / "app.db"; }

    TextRows query(const std::string& sql) const {
        sqlite3* raw = nullptr;
        sqlite3_open(file().c_str(), &raw);
        const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(raw, &sqlite3_close);
        sqlite3_busy_timeout(raw, 5000);
        TextRows rows;
        char* error = nullptr;
        const auto collect = [](void* into, int count, char** cells, char**) {
            auto& row = static_cast<TextRows*>(into)->emplace_back();
            for (int i = 0; i < count; ++i)
                row.emplace_back(cells[i] == nullptr ? "NULL" : cells[i]);
            return 0;
        };
        if (sqlite3_exec(raw, sql.c_str(), collect, &rows, &error) != SQLITE_OK) {
            const std::string sentence = error;
            sqlite3_free(error);
            throw std::runtime_error(sentence + ": " + sql);
        }
        return rows;
    }

    TempDir folder_;
};

class Postgresql : public Database {
public:
    explicit Postgresql(const std::string& server_url) : database_(server_url) {}
    std::string kind() const override { return "postgresql"; }
    std::string name() const override { return database_.name(); }
    std::string url() const override { return database_.url(); }
    void execute(const std::string& sql) const override { database_.execute(sql); }
    std::string rows(const std::string& sql) const override { return joined(database_.rows(sql)); }
    std::string schema() const override { return dump({"--schema-only"}); }
    std::string data() const override { return dump({"--data-only", "--inserts"}); }

private:
    std::string dump(std::vector<std::string> options) const {
        Command command{.arguments = {"pg_dump", "--exclude-table=varve_*", "--no-owner"}};
        std::ranges::move(options, std::back_inserter(command.arguments));
        command.arguments.push_back(url());
        const Outcome outcome = run(command);
        if (outcome.exit_code != 0) throw std::runtime_error(outcome.description());
        // Minor releases since August 2025 write a random token into every dump.
        std::istringstream lines(outcome.output);
        std::string text;
        for (std::string line; std::getline(lines, line);)
            if (!line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"))
                text += line + '\n';
        return text;
    }

    PostgresqlDatabase database_;
};

} // namespace

Database::~Database() = default;

std::string Database::history() const {
    return rows("SELECT version, name, kind FROM varve_history ORDER BY ordinal");
}

std::unique_ptr<Database> sqlite_database() {
    return std::make_unique<Sqlite>();
}
std::unique_ptr<Database> postgresql_database() {
    return postgresql_database(postgresql_url());
}
std::unique_ptr<Database> postgresql_database(const std::string& server_url) {
    return std::make_unique<Postgresql>(server_url);
}

void for_each_database(const std::function<void(const Database&)>& check) {
    BOOST_TEST_CONTEXT("sqlite") check(*sqlite_database());
    const auto there = postgresql_is_there(0);
    const char* const required = std::getenv("VARVE_TEST_REQUIRE");
    if (!there && (required == nullptr || std::string_view(required) != "1")) {
        BOOST_TEST_MESSAGE("skipped on postgresql: " << there.message());
        return;
    }
    BOOST_TEST_CONTEXT("postgresql") check(*postgresql_database());
}

} // namespace varve::test
