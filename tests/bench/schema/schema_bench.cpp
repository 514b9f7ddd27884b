// schema_bench introspect URL
//
// Reads what the database holds, and prints how many tables and columns that is.
//
// schema_bench differences TABLES
//
// Compares a schema of so many tables with itself; instructions are counted in differences_of.
#include "kernel/compare/differ.hpp"
#include "plugins/dialects/postgresql/driver.hpp"
#include "varve/db/introspector.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace varve;
using namespace varve::schema;

// For --toggle-collect of callgrind.
extern "C" [[gnu::noinline]] std::size_t differences_of(const DatabaseSchema& from,
                                                        const DatabaseSchema& to) {
    return differences(from, to).size();
}

namespace {

constexpr int columns_of_each = 10;

int introspect(const std::string& url) {
    const postgresql::PostgresqlDriver driver;
    const auto connection = driver.connect({.url = Url::parse(url)});
    const DatabaseSchema model = driver.introspector()->read(*connection);
    std::size_t columns = 0;
    for (const Table& table : model.tables) columns += table.columns.size();
    std::printf("%zu tables, %zu columns\n", model.tables.size(), columns);
    return 0;
}

// Each refers to the one before it.
Table table(int number) {
    Table made{.name = {"public", "t" + std::to_string(number)}};
    for (int i = 0; i < columns_of_each; ++i)
        made.columns.push_back({.name = "c" + std::to_string(i),
                                .type = {Kind::integer, "integer"},
                                .nullable = i > 0});
    made.constraints.push_back({.name = made.name.name + "_pkey", .rule = PrimaryKey{{"c0"}}});
    if (number > 0)
        made.constraints.push_back(
            {.name = made.name.name + "_c1_fkey",
             .rule = ForeignKey{.columns = {"c1"},
                                .table = {"public", "t" + std::to_string(number - 1)},
                                .referenced = {"c0"}}});
    made.indexes.push_back({.name = made.name.name + "_c1", .elements = {{.column = "c1"}}});
    return made;
}

int differ(int tables) {
    DatabaseSchema model;
    for (int i = 0; i < tables; ++i) model.tables.push_back(table(i));
    const DatabaseSchema same = model;
    return differences_of(model, same) == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    const std::string_view what = argc == 3 ? argv[1] : "";
    if (what == "introspect") return introspect(argv[2]);
    if (what == "differences") return differ(std::atoi(argv[2]));
    std::fputs("usage: schema_bench introspect URL | differences TABLES\n", stderr);
    return 2;
}
