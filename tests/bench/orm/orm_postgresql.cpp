// The work by libpq itself, with binary values both ways; and by the ORM.
#include "peers.hpp"

#include "plugins/dialects/postgresql/driver.hpp"
#include "support/proxy.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <libpq-fe.h>

namespace bench {

namespace {

constexpr const char* table =
    "CREATE TABLE bench_stones (id bigint PRIMARY KEY, label text NOT NULL, "
    "quarry text NOT NULL, age integer NOT NULL, weight double precision NOT NULL, "
    "polished boolean NOT NULL, owner bigint)";

struct Clear {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
    void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
};
using Result = std::unique_ptr<PGresult, Clear>;

/// Numbers as they go over the wire.
std::uint16_t swapped(std::uint16_t value) {
    return __builtin_bswap16(value);
}
std::uint32_t swapped(std::uint32_t value) {
    return __builtin_bswap32(value);
}
std::uint64_t swapped(std::uint64_t value) {
    return __builtin_bswap64(value);
}
template <class Number> void put(std::string& to, Number number) {
    number = swapped(number);
    to.append(reinterpret_cast<const char*>(&number), sizeof number);
}
template <class Number> Number number_at(const char* bytes) {
    Number number;
    std::memcpy(&number, bytes, sizeof number);
    return swapped(number);
}

// Of each kind of value its length and its bytes: so in COPY and in arrays.
void put_value(std::string& to, std::int64_t value) {
    put(to, std::uint32_t{8});
    put(to, static_cast<std::uint64_t>(value));
}
void put_value(std::string& to, std::int32_t value) {
    put(to, std::uint32_t{4});
    put(to, static_cast<std::uint32_t>(value));
}
void put_value(std::string& to, double value) {
    put(to, std::uint32_t{8});
    put(to, std::bit_cast<std::uint64_t>(value));
}
void put_value(std::string& to, bool value) {
    put(to, std::uint32_t{1});
    to += value ? '\1' : '\0';
}
void put_value(std::string& to, const std::string& value) {
    put(to, static_cast<std::uint32_t>(value.size()));
    to += value;
}
void put_value(std::string& to, const std::optional<std::int64_t>& value) {
    if (value)
        put_value(to, *value);
    else
        put(to, UINT32_MAX);
}

class Floor final : public Side {
public:
    explicit Floor(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
        check(PQstatus(connection_.get()) == CONNECTION_OK);
        prepare("find", "SELECT id, label, quarry, age, weight, polished, owner FROM bench_stones "
                        "WHERE id = $1");
        prepare("select",
                "SELECT id, label, quarry, age, weight, polished, owner FROM bench_stones");
        prepare("one", "INSERT INTO bench_stones VALUES ($1, $2, $3, $4, $5, $6, $7)");
        prepare("few", "INSERT INTO bench_stones SELECT * FROM unnest($1::int8[], $2::text[], "
                       "$3::text[], $4::int4[], $5::float8[], $6::bool[], $7::int8[])");
    }

    void empty() override { run("TRUNCATE bench_stones"); }

    void insert_all(std::span<Stone> stones) override {
        if (stones.size() == 1)
            insert_one(stones.front());
        else if (stones.size() <= rows_of_few)
            insert_few(stones);
        else
            copy(stones);
    }

    std::vector<Stone> select() override {
        const Result result(
            PQexecPrepared(connection_.get(), "select", 0, nullptr, nullptr, nullptr, 1));
        check(PQresultStatus(result.get()) == PGRES_TUPLES_OK);
        std::vector<Stone> all;
        const int count = PQntuples(result.get());
        for (int row = 0; row < count; ++row) read(result.get(), row, all.emplace_back());
        return all;
    }

    std::optional<Stone> find(std::int64_t id) override {
        const std::uint64_t key = swapped(static_cast<std::uint64_t>(id));
        const std::array values{reinterpret_cast<const char*>(&key)};
        const std::array lengths{static_cast<int>(sizeof key)};
        const std::array formats{1};
        const Result result(PQexecPrepared(connection_.get(), "find", 1, values.data(),
                                           lengths.data(), formats.data(), 1));
        check(PQresultStatus(result.get()) == PGRES_TUPLES_OK);
        std::optional<Stone> found;
        if (PQntuples(result.get()) > 0) read(result.get(), 0, found.emplace());
        return found;
    }

private:
    void run(const char* sql) {
        const Result result(PQexec(connection_.get(), sql));
        check(PQresultStatus(result.get()) == PGRES_COMMAND_OK);
    }
    void prepare(const char* name, const char* sql) {
        const Result result(PQprepare(connection_.get(), name, sql, 0, nullptr));
        check(PQresultStatus(result.get()) == PGRES_COMMAND_OK);
    }

    static void read(const PGresult* result, int row, Stone& stone) {
        const auto number = [&](int column, auto& to) {
            using Number = std::make_unsigned_t<std::remove_cvref_t<decltype(to)>>;
            to = static_cast<std::remove_cvref_t<decltype(to)>>(
                number_at<Number>(PQgetvalue(result, row, column)));
        };
        const auto text = [&](int column, std::string& to) {
            to.assign(PQgetvalue(result, row, column),
                      static_cast<std::size_t>(PQgetlength(result, row, column)));
        };
        number(0, stone.id);
        text(1, stone.label);
        text(2, stone.quarry);
        number(3, stone.age);
        stone.weight = std::bit_cast<double>(number_at<std::uint64_t>(PQgetvalue(result, row, 4)));
        stone.polished = *PQgetvalue(result, row, 5) != '\0';
        if (PQgetisnull(result, row, 6) != 0)
            stone.owner.reset();
        else
            number(6, stone.owner.emplace());
    }

    void execute(const char* name, std::span<const std::string, 7> values) {
        std::array<const char*, 7> pointers;
        std::array<int, 7> lengths;
        constexpr std::array formats{1, 1, 1, 1, 1, 1, 1};
        for (std::size_t i = 0; i < values.size(); ++i) {
            pointers[i] = values[i].data();
            lengths[i] = static_cast<int>(values[i].size());
        }
        const Result result(PQexecPrepared(connection_.get(), name, 7, pointers.data(),
                                           lengths.data(), formats.data(), 1));
        check(PQresultStatus(result.get()) == PGRES_COMMAND_OK);
    }

    void insert_one(const Stone& stone) {
        check(stone.owner.has_value());
        std::array<std::string, 7> values{"", stone.label, stone.quarry};
        put(values[0], static_cast<std::uint64_t>(stone.id));
        put(values[3], static_cast<std::uint32_t>(stone.age));
        put(values[4], std::bit_cast<std::uint64_t>(stone.weight));
        values[5] += stone.polished ? '\1' : '\0';
        put(values[6], static_cast<std::uint64_t>(*stone.owner));
        execute("one", values);
    }

    void insert_few(std::span<const Stone> stones) {
        constexpr std::array<std::uint32_t, 7> types{20, 25, 25, 23, 701, 16, 20};
        std::array<std::string, 7> arrays;
        for (std::size_t i = 0; i < arrays.size(); ++i)
            for (const std::uint32_t part :
                 {1U, 1U, types[i], static_cast<std::uint32_t>(stones.size()), 1U})
                put(arrays[i], part);
        for (const Stone& stone : stones) {
            put_value(arrays[0], stone.id);
            put_value(arrays[1], stone.label);
            put_value(arrays[2], stone.quarry);
            put_value(arrays[3], stone.age);
            put_value(arrays[4], stone.weight);
            put_value(arrays[5], stone.polished);
            put_value(arrays[6], stone.owner);
        }
        execute("few", arrays);
    }

    void copy(std::span<const Stone> stones) {
        const Result started(
            PQexec(connection_.get(), "COPY bench_stones FROM STDIN (FORMAT binary)"));
        check(PQresultStatus(started.get()) == PGRES_COPY_IN);
        const auto send = [&](const std::string& buffer) {
            check(PQputCopyData(connection_.get(), buffer.data(),
                                static_cast<int>(buffer.size())) == 1);
        };
        std::string buffer("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
        for (const Stone& stone : stones) {
            put(buffer, std::uint16_t{7});
            put_value(buffer, stone.id);
            put_value(buffer, stone.label);
            put_value(buffer, stone.quarry);
            put_value(buffer, stone.age);
            put_value(buffer, stone.weight);
            put_value(buffer, stone.polished);
            put_value(buffer, stone.owner);
            if (buffer.size() < 65536) continue;
            send(buffer);
            buffer.clear();
        }
        put(buffer, std::uint16_t{0xFFFF});
        send(buffer);
        check(PQputCopyEnd(connection_.get(), nullptr) == 1);
        while (const Result result{PQgetResult(connection_.get())})
            check(PQresultStatus(result.get()) == PGRES_COMMAND_OK);
    }

    std::unique_ptr<PGconn, Clear> connection_;
};

void with_proxy(const std::string& url, const WithProxy& deed) {
    varve::test::Proxy proxy(url);
    deed(proxy.url(), [&] {
        const std::size_t trips = proxy.traffic().round_trips;
        proxy.reset_traffic();
        return trips;
    });
}

} // namespace

std::unique_ptr<Side> make_floor(const std::string& url) {
    return std::make_unique<Floor>(url);
}
std::unique_ptr<varve::Connection> connect(const std::string& url) {
    return varve::postgresql::PostgresqlDriver().connect({.url = varve::Url::parse(url)});
}

#ifdef VARVE_BENCH_SOCI
const std::vector<Peer> peers{{"libpqxx", &make_libpqxx}, {"SOCI", &make_soci}};
#else
const std::vector<Peer> peers{{"libpqxx", &make_libpqxx}};
#endif

const Server server{peers, table,
                    "SELECT i, 'stone number ' || i, 'a quarry in the mountains', "
                    "(i % 100)::integer, i * 0.5::float8, i % 2 = 0, i "
                    "FROM generate_series(1, $1::bigint) AS i",
                    &with_proxy};

} // namespace bench

int main(int argc, char** argv) {
    return bench::main_of(argc, argv);
}
