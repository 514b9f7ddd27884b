// Rows of seven columns in SQLite's memory: by the ORM, and by SQLite's own interface into the same
// structs. `run` counts the instructions of each of the functions named floor_… and varve_….
#include "stones.hpp"

#include "plugins/dialects/sqlite/driver.hpp"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace bench {

constexpr const char* schema =
    "CREATE TABLE bench_stones (id INTEGER PRIMARY KEY, label TEXT NOT NULL, "
    "quarry TEXT NOT NULL, age INTEGER NOT NULL, weight REAL NOT NULL, "
    "polished INTEGER NOT NULL, owner INTEGER)";

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
            prepared(insert_, "INSERT INTO bench_stones VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        const auto text = [s](int place, const std::string& value) {
            return sqlite3_bind_text64(s, place, value.data(), value.size(), SQLITE_STATIC,
                                       SQLITE_UTF8);
        };
        check(sqlite3_bind_int64(s, 1, stone.id) == SQLITE_OK);
        check(text(2, stone.label) == SQLITE_OK);
        check(text(3, stone.quarry) == SQLITE_OK);
        check(sqlite3_bind_int(s, 4, stone.age) == SQLITE_OK);
        check(sqlite3_bind_double(s, 5, stone.weight) == SQLITE_OK);
        check(sqlite3_bind_int(s, 6, stone.polished ? 1 : 0) == SQLITE_OK);
        check((stone.owner ? sqlite3_bind_int64(s, 7, *stone.owner) : sqlite3_bind_null(s, 7)) ==
              SQLITE_OK);
        check(!step(s));
        sqlite3_reset(s);
    }
    std::vector<Stone> select() {
        sqlite3_stmt* const s = prepared(
            select_, "SELECT id, label, quarry, age, weight, polished, owner FROM bench_stones");
        std::vector<Stone> all;
        while (step(s)) read(s, all.emplace_back());
        sqlite3_reset(s);
        return all;
    }
    std::optional<Stone> find(std::int64_t id) {
        sqlite3_stmt* const s =
            prepared(lookup_, "SELECT id, label, quarry, age, weight, polished, owner FROM "
                              "bench_stones WHERE id = ?1");
        std::optional<Stone> found;
        check(sqlite3_bind_int64(s, 1, id) == SQLITE_OK);
        while (step(s)) read(s, found.emplace());
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
    static bool step(sqlite3_stmt* s) {
        const int code = sqlite3_step(s);
        check(code == SQLITE_ROW || code == SQLITE_DONE);
        return code == SQLITE_ROW;
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

namespace {

void run_floor(std::vector<Stone>& stones) {
    const std::size_t size = stones.size();
    Floor floor;
    floor.run("BEGIN");
    floor_insert(floor, stones);
    bench::check(floor_lookup(floor, size) == size && floor_select(floor) == size);
    floor.run("COMMIT");
}

void run_varve(std::vector<Stone>& stones) {
    const std::size_t size = stones.size();
    const auto connection =
        varve::sqlite::SqliteDriver().connect({.url = varve::Url::parse("sqlite::memory:")});
    varve::Session session(*connection);
    connection->execute(bench::schema);
    connection->execute("BEGIN");
    varve_insert(session, stones);
    bench::check(varve_lookup(session, size) == size && varve_select(session) == size);
    connection->execute("COMMIT");
}

void stream(std::int64_t count) {
    const auto connection =
        varve::sqlite::SqliteDriver().connect({.url = varve::Url::parse("sqlite::memory:")});
    varve::Session session(*connection);
    std::printf("%ld\n",
                bench::memory_of_stream(
                    session,
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) "
                    "SELECT i, 'stone number ' || i, 'a quarry in the mountains', i % 100, "
                    "i * 0.5, i % 2, i FROM n",
                    count));
}

} // namespace

// One of them only: each shall find memory as the other does.
int main(int argc, char** argv) {
    if (argc != 3) return 2;
    if (std::string_view(argv[1]) == "stream") {
        stream(std::atoll(argv[2]));
        return 0;
    }
    std::vector<Stone> stones = bench::stones(std::atoi(argv[2]));
    if (std::string_view(argv[1]) == "floor")
        run_floor(stones);
    else
        run_varve(stones);
}
