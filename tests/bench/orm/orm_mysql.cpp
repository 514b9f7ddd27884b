// The work by MariaDB's client library itself, with bound values both ways; and by the ORM.
#include "sides.hpp"

#include "plugins/dialects/mysql/driver.hpp"

#include "contract/mysql_proxy.hpp"
#include "floor/mysql.hpp"

#include <array>
#include <cstring>

namespace bench {

namespace {

using varve::floor::MysqlStatement;

constexpr unsigned rows_in_batch = 1000;
constexpr const char* table =
    "CREATE TABLE bench_stones (id bigint PRIMARY KEY, label varchar(100) NOT NULL, quarry "
    "varchar(100) NOT NULL, age integer NOT NULL, weight double NOT NULL, polished boolean NOT "
    "NULL, owner bigint)";
constexpr const char* columns =
    "SELECT id, label, quarry, age, weight, polished, owner FROM bench_stones";

MYSQL_BIND bound(enum_field_types type, void* buffer) {
    MYSQL_BIND bind{};
    bind.buffer_type = type;
    bind.buffer = buffer;
    return bind;
}

template <class Number> Number taken(unsigned char*& at) {
    Number number;
    std::memcpy(&number, at, sizeof number);
    at += sizeof number;
    return number;
}

// All texts here are shorter than what takes more than one byte to say how long it is.
void take_text(unsigned char*& at, std::string& to) {
    const std::size_t size = *at++;
    check(size < 251);
    to.assign(reinterpret_cast<const char*>(at), size);
    at += size;
}

/// Called by the library with each value where it is, which costs less than to have it copied into
/// a place that is bound.
void take_value(void* row, unsigned column, unsigned char** place) {
    Stone& stone = **static_cast<Stone**>(row);
    if (place == nullptr) return stone.owner.reset(); // no other column is ever null
    switch (column) {
    case 0: stone.id = taken<std::int64_t>(*place); return;
    case 1: take_text(*place, stone.label); return;
    case 2: take_text(*place, stone.quarry); return;
    case 3: stone.age = taken<std::int32_t>(*place); return;
    case 4: stone.weight = taken<double>(*place); return;
    case 5: stone.polished = taken<std::int8_t>(*place) != 0; return;
    default: stone.owner = taken<std::int64_t>(*place); return;
    }
}

/// Columns of rows that are inserted together, as mysql_stmt_bind_param takes them. Texts are where
/// the structs have them.
struct Batch {
    unsigned rows = 0;
    std::array<std::int64_t, rows_in_batch> ids, owners;
    std::array<std::int32_t, rows_in_batch> ages;
    std::array<double, rows_in_batch> weights;
    std::array<char, rows_in_batch> polished, nulls;
    std::array<const char*, rows_in_batch> labels, quarries;
    std::array<unsigned long, rows_in_batch> label_lengths, quarry_lengths;

    void add(const Stone& stone) {
        ids[rows] = stone.id;
        labels[rows] = stone.label.data();
        label_lengths[rows] = stone.label.size();
        quarries[rows] = stone.quarry.data();
        quarry_lengths[rows] = stone.quarry.size();
        ages[rows] = stone.age;
        weights[rows] = stone.weight;
        polished[rows] = stone.polished ? 1 : 0;
        nulls[rows] = stone.owner ? STMT_INDICATOR_NONE : STMT_INDICATOR_NULL;
        owners[rows] = stone.owner.value_or(0);
        ++rows;
    }
    std::array<MYSQL_BIND, 7> binds() {
        std::array<MYSQL_BIND, 7> binds{
            bound(MYSQL_TYPE_LONGLONG, ids.data()),    bound(MYSQL_TYPE_STRING, labels.data()),
            bound(MYSQL_TYPE_STRING, quarries.data()), bound(MYSQL_TYPE_LONG, ages.data()),
            bound(MYSQL_TYPE_DOUBLE, weights.data()),  bound(MYSQL_TYPE_TINY, polished.data()),
            bound(MYSQL_TYPE_LONGLONG, owners.data())};
        binds[1].length = label_lengths.data();
        binds[2].length = quarry_lengths.data();
        binds[6].u.indicator = nulls.data();
        return binds;
    }
};

class Floor final : public Side {
public:
    explicit Floor(const std::string& url) : mysql_(varve::floor::connect(url)) {
        select_ = prepare(columns);
        find_ = prepare(std::string(columns) + " WHERE id = ?");
        insert_ =
            varve::floor::prepare(mysql_, "INSERT INTO bench_stones VALUES (?, ?, ?, ?, ?, ?, ?)");
    }

    void empty() override { run("TRUNCATE bench_stones"); }

    void insert_all(std::span<Stone> stones) override {
        const bool is_large = stones.size() > rows_in_batch;
        if (is_large) run("START TRANSACTION");
        for (const Stone& stone : stones) {
            if (batch_->rows == rows_in_batch) flush();
            batch_->add(stone);
        }
        flush();
        if (is_large) run("COMMIT");
    }

    std::vector<Stone> select() override {
        std::vector<Stone> all;
        read(select_, [&] { return &all.emplace_back(); });
        all.pop_back();
        return all;
    }

    std::optional<Stone> find(std::int64_t id) override {
        std::array<MYSQL_BIND, 1> binds{bound(MYSQL_TYPE_LONGLONG, &id)};
        varve::floor::check(find_, mysql_stmt_bind_param(find_.get(), binds.data()));
        std::array<std::optional<Stone>, 2> found;
        std::size_t count = 0;
        read(find_, [&] { return &found.at(count++).emplace(); });
        return count > 1 ? std::move(found[0]) : std::nullopt;
    }

private:
    void run(const char* sql) { varve::floor::execute(mysql_, sql); }

    void flush() {
        std::array<MYSQL_BIND, 7> binds = batch_->binds();
        mysql_stmt_attr_set(insert_.get(), STMT_ATTR_ARRAY_SIZE, &batch_->rows);
        varve::floor::check(insert_, mysql_stmt_bind_param(insert_.get(), binds.data()));
        varve::floor::check(insert_, mysql_stmt_execute(insert_.get()));
        batch_->rows = 0;
    }

    MysqlStatement prepare(const std::string& sql) {
        MysqlStatement statement = varve::floor::prepare(mysql_, sql);
        mysql_stmt_attr_set(statement.get(), STMT_ATTR_CB_USER_DATA, &row_);
        mysql_stmt_attr_set(statement.get(), STMT_ATTR_CB_RESULT,
                            reinterpret_cast<const void*>(&take_value));
        return statement;
    }

    /// Asks `next` for the place of each row, and in the end for one more.
    template <class Next> void read(const MysqlStatement& statement, const Next& next) {
        varve::floor::check(statement, mysql_stmt_execute(statement.get()));
        varve::floor::check(statement, mysql_stmt_store_result(statement.get()));
        int code = 0;
        do {
            row_ = next();
            code = mysql_stmt_fetch(statement.get());
        } while (code == 0);
        check(code == MYSQL_NO_DATA);
        mysql_stmt_free_result(statement.get());
    }

    varve::floor::Mysql mysql_;
    MysqlStatement select_, find_, insert_;
    Stone* row_ = nullptr; ///< that is fetched now
    std::unique_ptr<Batch> batch_ = std::make_unique<Batch>();
};

void with_proxy(const std::string& url, const WithProxy& deed) {
    constexpr std::string_view socket = "socket=";
    const std::size_t place = url.find(socket) + socket.size();
    using varve::test::MysqlProxy;
    MysqlProxy proxy(url.substr(place), MysqlProxy::Sessions::own);
    deed(url.substr(0, place) + proxy.socket(), [&, before = std::size_t{0}]() mutable {
        const std::size_t trips = proxy.round_trips() - before;
        before += trips;
        return trips;
    });
}

} // namespace

std::unique_ptr<Side> make_floor(const std::string& url) {
    return std::make_unique<Floor>(url);
}
std::unique_ptr<varve::Connection> connect(const std::string& url) {
    return varve::mysql::MysqlDriver().connect({.url = varve::Url::parse(url)});
}

const Server server{{},
                    table,
                    "SELECT seq, CONCAT('stone number ', seq), 'a quarry in the mountains', "
                    "seq % 100, seq * 0.5e0, seq % 2, seq FROM seq_1_to_10000000 WHERE seq <= $1",
                    &with_proxy};

} // namespace bench

int main(int argc, char** argv) {
    return bench::main_of(argc, argv);
}
