// Rows of seven columns in SQLite's memory: by the ORM, and by SQLite's own interface into the same
// structs. `run` counts the instructions of each of the functions named floor_… and varve_….
#include "plugins/dialects/sqlite/driver.hpp"

#include "varve/orm.hpp"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

struct Stone {
    std::int64_t id = 0;
    std::string label;
    std::string quarry;
    std::int32_t age = 0;
    double weight = 0;
    bool polished = false;
    std::optional<std::int64_t> owner;
};

constexpr const char* schema = "CREATE TABLE stones (id INTEGER PRIMARY KEY, label TEXT NOT NULL, "
                               "quarry TEXT NOT NULL, age INTEGER NOT NULL, weight REAL NOT NULL, "
                               "polished INTEGER NOT NULL, owner INTEGER)";

std::vector<Stone> stones(int count) {
    std::vector<Stone> all;
    for (int i = 1; i <= count; ++i)
        all.push_back({i, "stone number " + std::to_string(i), "a quarry in the mountains", i % 100,
                       i * 0.5, i % 2 == 0, i % 3 == 0 ? std::optional<std::int64_t>() : i});
    return all;
}

} // namespace bench

template <> struct varve::Entity<bench::Stone> {
    static constexpr auto mapping = table<bench::Stone>(
        "stones", column<&bench::Stone::id>.primary_key(), column<&bench::Stone::label>,
        column<&bench::Stone::quarry>, column<&bench::Stone::age>, column<&bench::Stone::weight>,
        column<&bench::Stone::polished>, column<&bench::Stone::owner>);
};

namespace bench {

using varve::f;
using varve::from;

void check(bool well) {
    if (!well) throw std::runtime_error("the benchmark does not work");
}

/// SQLite's own interface.
class Floor {
public:
    Floor() {
        check(sqlite3_open_v2(":memory:", &database_,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                              nullptr) == SQLITE_OK);
        run(schema);
    }
    Floor(const Floor&) = delete;
    Floor& operator=(const Floor&) = delete;
    ~Floor() {
        for (sqlite3_stmt* const statement : {insert_, select_, lookup_})
            sqlite3_finalize(statement);
        sqlite3_close(database_);
    }

    void run(const char* sql) {
        check(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    void insert(const Stone& stone) {
        sqlite3_stmt* const s =
            prepared(insert_, "INSERT INTO stones VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        const auto text = [s](int place, const std::string& value) {
            sqlite3_bind_text64(s, place, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
        };
        sqlite3_bind_int64(s, 1, stone.id);
        text(2, stone.label);
        text(3, stone.quarry);
        sqlite3_bind_int(s, 4, stone.age);
        sqlite3_bind_double(s, 5, stone.weight);
        sqlite3_bind_int(s, 6, stone.polished ? 1 : 0);
        if (stone.owner)
            sqlite3_bind_int64(s, 7, *stone.owner);
        else
            sqlite3_bind_null(s, 7);
        check(sqlite3_step(s) == SQLITE_DONE);
        sqlite3_reset(s);
    }
    std::vector<Stone> select() {
        sqlite3_stmt* const s =
            prepared(select_, "SELECT id, label, quarry, age, weight, polished, owner FROM stones");
        std::vector<Stone> all;
        while (sqlite3_step(s) == SQLITE_ROW) read(s, all.emplace_back());
        sqlite3_reset(s);
        return all;
    }
    std::optional<Stone> find(std::int64_t id) {
        sqlite3_stmt* const s = prepared(
            lookup_,
            "SELECT id, label, quarry, age, weight, polished, owner FROM stones WHERE id = ?1");
        std::optional<Stone> found;
        sqlite3_bind_int64(s, 1, id);
        while (sqlite3_step(s) == SQLITE_ROW) read(s, found.emplace());
        sqlite3_reset(s);
        return found;
    }

private:
    sqlite3_stmt* prepared(sqlite3_stmt*& statement, const char* sql) {
        if (statement == nullptr)
            check(sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                                     nullptr) == SQLITE_OK);
        return statement;
    }
    static void read(sqlite3_stmt* s, Stone& stone) {
        const auto text = [s](int place, std::string& to) {
            const auto* const bytes = reinterpret_cast<const char*>(sqlite3_column_text(s, place));
            to.assign(bytes, static_cast<std::size_t>(sqlite3_column_bytes(s, place)));
        };
        stone.id = sqlite3_column_int64(s, 0);
        text(1, stone.label);
        text(2, stone.quarry);
        stone.age = sqlite3_column_int(s, 3);
        stone.weight = sqlite3_column_double(s, 4);
        stone.polished = sqlite3_column_int(s, 5) != 0;
        if (sqlite3_column_type(s, 6) == SQLITE_NULL)
            stone.owner.reset();
        else
            stone.owner = sqlite3_column_int64(s, 6);
    }

    sqlite3* database_ = nullptr;
    sqlite3_stmt *insert_ = nullptr, *select_ = nullptr, *lookup_ = nullptr;
};

} // namespace bench

using bench::Stone, bench::Floor;

// Seen by name from without, so not inlined.
extern "C" {
[[gnu::noinline]] void floor_insert(Floor& floor, std::vector<Stone>& stones) {
    for (const Stone& stone : stones) floor.insert(stone);
}
[[gnu::noinline]] std::size_t floor_select(Floor& floor) {
    return floor.select().size();
}
[[gnu::noinline]] std::size_t floor_lookup(Floor& floor, std::size_t count) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < count; ++i)
        found += floor.find(static_cast<std::int64_t>(i * 7 % count + 1)) ? 1 : 0;
    return found;
}
[[gnu::noinline]] void varve_insert(varve::Session& session, std::vector<Stone>& stones) {
    const varve::Repository<Stone> repository(session);
    for (Stone& stone : stones) repository.insert(stone);
}
[[gnu::noinline]] std::size_t varve_select(varve::Session& session) {
    return varve::from<Stone>.all(session).size();
}
[[gnu::noinline]] std::size_t varve_lookup(varve::Session& session, std::size_t count) {
    const varve::Repository<Stone> repository(session);
    std::size_t found = 0;
    for (std::size_t i = 0; i < count; ++i)
        found += repository.find(static_cast<std::int64_t>(i * 7 % count + 1)) ? 1 : 0;
    return found;
}
}

int main(int argc, char** argv) {
    const int count = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const auto size = static_cast<std::size_t>(count);
    std::vector<Stone> stones = bench::stones(count);
    Floor floor;
    floor.run("BEGIN");
    floor_insert(floor, stones);
    bench::check(floor_select(floor) == size && floor_lookup(floor, size) == size);
    floor.run("COMMIT");

    const auto connection =
        varve::sqlite::SqliteDriver().connect({.url = varve::Url::parse("sqlite::memory:")});
    varve::Session session(*connection);
    connection->execute(bench::schema);
    connection->execute("BEGIN");
    varve_insert(session, stones);
    bench::check(varve_select(session) == size && varve_lookup(session, size) == size);
    connection->execute("COMMIT");
}
