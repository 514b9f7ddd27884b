#include "peers.hpp"

#include <pqxx/pqxx>
#include <pqxx/stream_to>

namespace bench {

namespace {

constexpr const char* columns =
    "SELECT id, label, quarry, age, weight, polished, owner FROM bench_stones";

class Libpqxx final : public Side {
public:
    explicit Libpqxx(const std::string& url) : connection_(url) {
        connection_.prepare("find", std::string(columns) + " WHERE id = $1");
    }

    void empty() override {
        pqxx::work work(connection_);
        work.exec("TRUNCATE bench_stones");
        work.commit();
    }

    void insert_all(std::span<Stone> stones) override {
        pqxx::work work(connection_);
        pqxx::stream_to stream(work, "bench_stones");
        for (const Stone& stone : stones)
            stream << std::make_tuple(stone.id, stone.label, stone.quarry, stone.age, stone.weight,
                                      stone.polished, stone.owner);
        stream.complete();
        work.commit();
    }

    std::vector<Stone> select() override {
        pqxx::work work(connection_);
        std::vector<Stone> all;
        for (const pqxx::row& row : work.exec(columns)) read(row, all.emplace_back());
        return all;
    }

    std::optional<Stone> find(std::int64_t id) override {
        pqxx::nontransaction work(connection_);
        std::optional<Stone> found;
        for (const pqxx::row& row : work.exec_prepared("find", id)) read(row, found.emplace());
        return found;
    }

private:
    static void read(const pqxx::row& row, Stone& stone) {
        stone.id = row[0].as<std::int64_t>();
        stone.label = row[1].as<std::string>();
        stone.quarry = row[2].as<std::string>();
        stone.age = row[3].as<std::int32_t>();
        stone.weight = row[4].as<double>();
        stone.polished = row[5].as<bool>();
        if (row[6].is_null())
            stone.owner.reset();
        else
            stone.owner = row[6].as<std::int64_t>();
    }

    pqxx::connection connection_;
};

} // namespace

std::unique_ptr<Side> make_libpqxx(const std::string& url) {
    return std::make_unique<Libpqxx>(url);
}

} // namespace bench
