// The least that a program can do to insert and read rows with MariaDB's client library: what the
// library takes and gives is what the program has.
#include "floor/mysql.hpp"
#include "rows.hpp"

#include <array>
#include <stdexcept>

namespace {

using namespace varve;

constexpr unsigned rows_in_batch = 1000;

/// A batch of rows, column by column, as mysql_stmt_bind_param takes them.
struct Batch {
    struct Texts {
        std::array<std::array<char, 200>, rows_in_batch> places;
        std::array<char*, rows_in_batch> pointers;
        std::array<unsigned long, rows_in_batch> lengths;

        void set(unsigned row, std::string_view text) {
            lengths[row] = text.copy(places[row].data(), places[row].size());
        }
    };

    unsigned rows = 0;
    std::array<std::int64_t, rows_in_batch> ids;
    std::array<std::int32_t, rows_in_batch> quantities;
    Texts names, amounts, notes;
    std::array<MYSQL_TIME, rows_in_batch> created{};
    std::array<MYSQL_TIME*, rows_in_batch> created_pointers;
    std::array<char, rows_in_batch> active, note_nulls;

    Batch() {
        for (unsigned row = 0; row < rows_in_batch; ++row) {
            created_pointers[row] = &created[row];
            for (Texts* const texts : {&names, &amounts, &notes})
                texts->pointers[row] = texts->places[row].data();
        }
    }

    void add(const rows::Row& row) {
        ids[rows] = row.id;
        quantities[rows] = row.quantity;
        names.set(rows, row.name);
        amounts.set(rows, row.amount);
        const rows::Moment& moment = row.created;
        created[rows] = {2026,
                         1,
                         moment.day,
                         moment.hour,
                         moment.minute,
                         moment.second,
                         moment.microsecond,
                         0,
                         MYSQL_TIMESTAMP_DATETIME};
        active[rows] = row.active ? 1 : 0;
        note_nulls[rows] = row.note ? STMT_INDICATOR_NONE : STMT_INDICATOR_NULL;
        notes.set(rows, row.note.value_or(""));
        ++rows;
    }

    std::array<MYSQL_BIND, rows::width> binds() {
        std::array<MYSQL_BIND, rows::width> binds{};
        const auto bind = [&](std::size_t column, enum_field_types type, void* buffer) {
            binds[column].buffer_type = type;
            binds[column].buffer = buffer;
        };
        const auto bind_texts = [&](std::size_t column, Texts& texts) {
            bind(column, MYSQL_TYPE_STRING, texts.pointers.data());
            binds[column].length = texts.lengths.data();
        };
        bind(0, MYSQL_TYPE_LONGLONG, ids.data());
        bind(1, MYSQL_TYPE_LONG, quantities.data());
        bind_texts(2, names);
        bind_texts(3, amounts);
        bind(4, MYSQL_TYPE_DATETIME, created_pointers.data());
        bind(5, MYSQL_TYPE_TINY, active.data());
        bind_texts(6, notes);
        binds[6].u.indicator = note_nulls.data();
        return binds;
    }
};

void insert(std::int64_t count, const std::string& url) {
    const floor::Mysql mysql = floor::connect(url);
    floor::execute(mysql, rows::table);
    const floor::MysqlStatement statement = floor::prepare(mysql, rows::insert);
    const auto batch = std::make_unique<Batch>();
    std::array<MYSQL_BIND, rows::width> binds = batch->binds();
    const auto flush = [&] {
        mysql_stmt_attr_set(statement.get(), STMT_ATTR_ARRAY_SIZE, &batch->rows);
        floor::check(statement, mysql_stmt_bind_param(statement.get(), binds.data()));
        floor::check(statement, mysql_stmt_execute(statement.get()));
        batch->rows = 0;
    };
    rows::Maker maker(count);
    floor::execute(mysql, "START TRANSACTION");
    while (const rows::Row* const row = maker.next()) {
        batch->add(*row);
        if (batch->rows == rows_in_batch) flush();
    }
    if (batch->rows > 0) flush();
    floor::execute(mysql, "COMMIT");
}

/// The places of one row, each of its column's own type.
struct Places {
    std::int64_t id = 0;
    std::int32_t quantity = 0;
    std::array<char, 256> name, amount, note;
    MYSQL_TIME created{};
    signed char active = 0;
    std::array<unsigned long, rows::width> lengths{};
    my_bool note_is_null = 0;

    std::array<MYSQL_BIND, rows::width> binds() {
        std::array<MYSQL_BIND, rows::width> binds{};
        const auto bind = [&](std::size_t column, enum_field_types type, void* buffer,
                              std::size_t size) {
            binds[column].buffer_type = type;
            binds[column].buffer = buffer;
            binds[column].buffer_length = size;
            binds[column].length = &lengths[column];
        };
        bind(0, MYSQL_TYPE_LONGLONG, &id, sizeof id);
        bind(1, MYSQL_TYPE_LONG, &quantity, sizeof quantity);
        bind(2, MYSQL_TYPE_STRING, name.data(), name.size());
        bind(3, MYSQL_TYPE_STRING, amount.data(), amount.size());
        bind(4, MYSQL_TYPE_DATETIME, &created, sizeof created);
        bind(5, MYSQL_TYPE_TINY, &active, sizeof active);
        bind(6, MYSQL_TYPE_STRING, note.data(), note.size());
        binds[6].is_null = &note_is_null;
        return binds;
    }

    void add_to(rows::Digest& digest) const {
        digest.add(id);
        digest.add(std::int64_t{quantity});
        digest.add(std::string_view(name.data(), lengths[2]));
        digest.add(std::string_view(amount.data(), lengths[3]));
        digest.add(static_cast<std::int64_t>(created.second_part));
        digest.add(std::int64_t{active});
        if (note_is_null)
            digest.add_null();
        else
            digest.add(std::string_view(note.data(), lengths[6]));
    }
};

std::uint64_t read(const std::string& url) {
    const floor::Mysql mysql = floor::connect(url);
    const floor::MysqlStatement statement = floor::prepare(mysql, rows::select);
    Places places;
    std::array<MYSQL_BIND, rows::width> binds = places.binds();
    floor::check(statement, mysql_stmt_execute(statement.get()));
    floor::check(statement, mysql_stmt_bind_result(statement.get(), binds.data()));
    floor::check(statement, mysql_stmt_store_result(statement.get()));
    rows::Digest digest;
    int code = 0;
    while ((code = mysql_stmt_fetch(statement.get())) == 0) places.add_to(digest);
    if (code != MYSQL_NO_DATA) throw std::runtime_error("a row was not fetched whole");
    return digest.value();
}

} // namespace

int main(int argc, char** argv) {
    return rows::main_of({insert, read}, argc, argv);
}
