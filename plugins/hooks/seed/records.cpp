#include "records.hpp"

#include <chrono>

namespace varve::seed {

namespace {

Value now() {
    return Value(Cell::timestamp_tz(std::chrono::duration_cast<std::chrono::microseconds>(
                                        std::chrono::system_clock::now().time_since_epoch())
                                        .count()));
}

} // namespace

Records::Records(Connection& connection, const OwnTables& own)
    : connection_(connection), name_space_(own.name_space), name_(own.prefix + "seed"),
      table_(connection.dialect().qualified(own.name_space, name_)) {
    const Kind boolean = Kind::boolean;
    exists_ =
        connection.query_row({connection.dialect().table_exists(name_space_, name_)}, {&boolean, 1})
            .at(0)
            .cell()
            .as_boolean();
    if (!exists_) return;
    const std::array<Kind, 2> texts{Kind::text, Kind::text};
    for (const RowValues& row :
         read_all(*connection.query({"SELECT name, checksum FROM " + table_}, texts)))
        checksums_[row[0].to_string()] = row[1].to_string();
}

std::string Records::checksum(const std::string& seed) const {
    const auto found = checksums_.find(seed);
    return found == checksums_.end() ? std::string() : found->second;
}

void Records::prepare() {
    if (exists_) return;
    const Dialect& dialect = connection_.dialect();
    const auto text = [&](std::size_t length) { return dialect.column_type(Kind::text, length); };
    connection_.execute("CREATE TABLE " + table_ + " (name " + text(255) +
                        " NOT NULL PRIMARY KEY, checksum " + text(100) + " NOT NULL, row_count " +
                        dialect.column_type(Kind::integer) + " NOT NULL, seeded_at " +
                        dialect.column_type(Kind::timestamp_tz) + " NOT NULL, seeded_by " +
                        text(255) + " NOT NULL)" + dialect.table_options());
    exists_ = true;
}

void Records::write(const std::string& seed, const std::string& checksum, std::uint64_t rows,
                    const std::string& who) {
    const Dialect& dialect = connection_.dialect();
    const auto parameter = [&](std::size_t ordinal) { return dialect.parameter(ordinal); };
    connection_.execute({"DELETE FROM " + table_ + " WHERE name = " + parameter(1), {Value(seed)}});
    connection_.execute({"INSERT INTO " + table_ +
                             " (name, checksum, row_count, seeded_at, seeded_by) VALUES (" +
                             parameter(1) + ", " + parameter(2) + ", " + parameter(3) + ", " +
                             parameter(4) + ", " + parameter(5) + ')',
                         {Value(seed), Value(checksum), Value(static_cast<std::int64_t>(rows)),
                          now(), Value(who)}});
    checksums_[seed] = checksum;
}

} // namespace varve::seed
