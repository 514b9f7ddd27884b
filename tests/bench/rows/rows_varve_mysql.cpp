// Inserts and reads the rows by the SDK, with the driver that the plugin for MySQL brings.
#include "contract/loaded_plugin.hpp"
#include "rows.hpp"

#include "varve/db/civil_date.hpp"
#include "varve/db/transaction.hpp"

#include <array>

namespace {

using namespace varve;

constexpr std::array kinds{Kind::integer,   Kind::integer, Kind::text, Kind::decimal,
                           Kind::timestamp, Kind::boolean, Kind::text};

std::unique_ptr<Connection> connect(const std::string& url) {
    return test::plugin_driver("varve-dialect-mysql").connect({.url = Url::parse(url)});
}

std::int64_t microseconds_of(const rows::Moment& moment) {
    static const std::int64_t first = days_of({2026, 1, 1});
    const std::int64_t hours = (first + moment.day - 1) * 24 + moment.hour;
    return ((hours * 60 + moment.minute) * 60 + moment.second) * 1'000'000 + moment.microsecond;
}

class Source final : public RowSource {
public:
    explicit Source(std::int64_t count) : maker_(count) {}

    bool next(std::span<Cell> row) override {
        const rows::Row* const made = maker_.next();
        if (made == nullptr) return false;
        row[0] = Cell::integer(made->id);
        row[1] = Cell::integer(made->quantity);
        row[2] = Cell::text(made->name);
        row[3] = Cell::decimal(made->amount);
        row[4] = Cell::timestamp(microseconds_of(made->created));
        row[5] = Cell::boolean(made->active);
        row[6] = made->note ? Cell::text(*made->note) : Cell();
        return true;
    }

private:
    rows::Maker maker_;
};

void insert(std::int64_t count, const std::string& url) {
    const auto connection = connect(url);
    connection->execute(std::string(rows::table));
    Source source(count);
    Transaction transaction(*connection);
    connection->bulk_insert(
        {.table = "bench_rows",
         .columns = {"id", "quantity", "name", "amount", "created", "active", "note"},
         .kinds = {kinds.begin(), kinds.end()}},
        source);
    transaction.commit();
}

std::uint64_t read(const std::string& url) {
    const auto connection = connect(url);
    const auto found = connection->query({std::string(rows::select)}, kinds);
    rows::Digest digest;
    std::array<Cell, rows::width> row;
    while (found->next(row)) {
        digest.add(row[0].as_integer());
        digest.add(row[1].as_integer());
        digest.add(row[2].as_text());
        digest.add(row[3].as_text());
        digest.add(row[4].as_integer() % 1'000'000);
        digest.add(std::int64_t{row[5].as_boolean()});
        if (row[6].is_null())
            digest.add_null();
        else
            digest.add(row[6].as_text());
    }
    return digest.value();
}

} // namespace

int main(int argc, char** argv) {
    return rows::main_of({insert, read}, argc, argv);
}
