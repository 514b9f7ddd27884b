#include "fingerprint.hpp"

#include "sha256.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace varve::backup {

namespace {

constexpr std::uint64_t sample = 1000; // rows from either end
constexpr std::uint64_t rows_between_ticks = 1000;

/// Adds up sums of rows, so that their order does not matter: lane by lane, modulo 2 to the 64.
class RowSum {
public:
    void add(std::span<const Cell> row) {
        for (const Cell& cell : row) add(cell);
        const Sha256::Sum sum = sha256_.sum();
        for (std::size_t i = 0; i < sum.size(); ++i)
            lane_[i % lanes] += static_cast<std::uint64_t>(sum[i]) << (8 * (i / lanes));
    }

    std::string text() const {
        std::string bytes;
        for (const std::uint64_t lane : lane_) bytes += std::to_string(lane) + ' ';
        return sha256_of(bytes).substr(0, 32);
    }

private:
    static constexpr std::size_t lanes = 4;

    // Kind and length too, or cells could trade bytes with their neighbours.
    void add(const Cell& cell) {
        const bool is_view =
            cell.kind() == Kind::text || cell.kind() == Kind::decimal || cell.kind() == Kind::json;
        if (is_view) return add(cell.kind(), cell.as_text());
        if (cell.kind() == Kind::bytes) {
            const auto bytes = cell.as_bytes();
            return add(Kind::bytes, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        }
        add(cell.kind(), Value(cell).to_string());
    }

    void add(Kind kind, std::string_view bytes) {
        head_ =
            std::to_string(static_cast<unsigned>(kind)) + ':' + std::to_string(bytes.size()) + ':';
        sha256_.add(head_);
        sha256_.add(bytes);
    }

    Sha256 sha256_;
    std::array<std::uint64_t, lanes> lane_{};
    std::string head_;
};

// A database may know dates and times that none of ours holds: "0000-00-00", "-100:00:00". So they
// are read as it writes them.
std::vector<Kind> kinds_of(Connection& connection, const std::string& query) {
    std::vector<Kind> kinds;
    const auto none = connection.query({query + ' ' + connection.dialect().limit(0)});
    for (const ColumnInfo& column : none->columns()) {
        const bool is_time = column.kind >= Kind::date && column.kind <= Kind::timestamp_tz;
        kinds.push_back(is_time ? Kind::text : Kind::any);
    }
    return kinds;
}

void add_rows(Connection& connection, const std::string& query, std::span<const Kind> kinds,
              RowSum& sum, const std::function<void()>& tick) {
    const auto rows = connection.query({query}, kinds, Fetch::stream);
    std::vector<Cell> row(rows->columns().size());
    for (std::uint64_t number = 0; rows->next(row); ++number) {
        sum.add(row);
        if (number % rows_between_ticks == 0) tick();
    }
}

std::string in_order(const std::vector<std::string>& key, std::string_view direction) {
    std::string text;
    for (const std::string& part : key)
        text += (text.empty() ? " ORDER BY " : ", ") + part + std::string(direction);
    return text;
}

Fingerprint::Rows rows_of(Connection& connection, const ComparedRows& rows, Depth depth,
                          const std::function<void()>& tick) {
    const std::vector<Value> count =
        connection.query_row({"SELECT count(*) FROM " + rows.from}, std::array{Kind::integer});
    Fingerprint::Rows found{static_cast<std::uint64_t>(count.front().cell().as_integer()), {}};
    const std::string all = "SELECT * FROM " + rows.from;
    const std::vector<Kind> kinds = kinds_of(connection, all);
    RowSum sum;
    if (depth == Depth::full || rows.key.empty() || found.count <= 2 * sample) {
        add_rows(connection, all, kinds, sum, tick);
    } else {
        const std::string limit = ' ' + connection.dialect().limit(sample);
        for (const std::string_view direction : {"", " DESC"})
            add_rows(connection, all + in_order(rows.key, direction) + limit, kinds, sum, tick);
    }
    found.checksum = sum.text();
    return found;
}

std::map<std::string, std::string> sums_of(const std::vector<SchemaObject>& objects) {
    std::map<std::string, std::string> sums;
    for (const SchemaObject& object : objects) {
        if (object.kind == "rows") continue;
        sums.emplace(object.kind + ' ' + object.name,
                     sha256_of(object.definition + '\n' + object.table).substr(0, 16));
    }
    return sums;
}

bool is_about_privileges(const std::string& object) {
    return object.starts_with("privileges ") || object.starts_with("default privileges ");
}

void compare_objects(const std::map<std::string, std::string>& expected,
                     const std::map<std::string, std::string>& found, Compare compare,
                     std::vector<std::string>& differences) {
    const bool names_only = compare == Compare::names;
    for (const auto& [name, sum] : expected) {
        if (names_only && is_about_privileges(name)) continue;
        const auto other = found.find(name);
        if (other == found.end())
            differences.push_back(name + " is missing");
        else if (!names_only && other->second != sum)
            differences.push_back(name + " has another definition");
    }
    for (const auto& [name, sum] : found)
        if (!expected.contains(name) && !(names_only && is_about_privileges(name)))
            differences.push_back(name + " was not there");
}

} // namespace

Fingerprint fingerprint_of(const Subject& subject, Depth depth, const std::function<void()>& tick) {
    Fingerprint fingerprint;
    if (const auto objects = subject.driver.describe(subject.connection))
        fingerprint.objects = sums_of(*objects);
    for (const ComparedRows& rows : subject.method.compared_rows(subject.connection))
        fingerprint.tables.emplace(rows.name, rows_of(subject.connection, rows, depth, tick));
    return fingerprint;
}

std::vector<std::string> differences(const Fingerprint& expected, const Fingerprint& found,
                                     Compare compare) {
    std::vector<std::string> differences;
    if (expected.objects && found.objects)
        compare_objects(*expected.objects, *found.objects, compare, differences);
    for (const auto& [name, rows] : expected.tables) {
        const auto other = found.tables.find(name);
        if (other == found.tables.end())
            differences.push_back("the rows of " + name + " are missing");
        else if (other->second.count != rows.count)
            differences.push_back(name + " has " + std::to_string(other->second.count) +
                                  " rows where there were " + std::to_string(rows.count));
        else if (other->second != rows)
            differences.push_back(name + " has other rows");
    }
    for (const auto& [name, rows] : found.tables)
        if (!expected.tables.contains(name)) differences.push_back(name + " was not there");
    return differences;
}

bool is_empty(const Subject& subject) {
    if (!subject.method.compared_rows(subject.connection).empty()) return false;
    const auto objects = subject.driver.describe(subject.connection);
    return !objects || std::ranges::all_of(*objects, [](const SchemaObject& object) {
        static const std::set<std::string, std::less<>> of_any{"schema", "extension", "comment"};
        return of_any.contains(object.kind) || object.kind.ends_with("privileges");
    });
}

} // namespace varve::backup
