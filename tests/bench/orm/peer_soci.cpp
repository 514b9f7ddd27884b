#include "peers.hpp"

#include <algorithm>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

namespace bench {

namespace {

// SOCI has no bool.
constexpr const char* columns =
    "SELECT id, label, quarry, age, weight, polished::integer, owner FROM bench_stones";
constexpr std::size_t rows_in_batch = 1000;

/// The places of one row.
struct Place {
    long long id = 0, owner = 0;
    std::string label, quarry;
    int age = 0, polished = 0;
    double weight = 0;
    soci::indicator owner_indicator = soci::i_ok;

    Stone stone() const {
        return {id,
                label,
                quarry,
                age,
                weight,
                polished != 0,
                owner_indicator == soci::i_null ? std::nullopt
                                                : std::optional<std::int64_t>(owner)};
    }
};

class Soci final : public Side {
public:
    explicit Soci(const std::string& url)
        : session_(soci::postgresql, url), select_(statement(columns)),
          find_((session_.prepare << std::string(columns) + " WHERE id = :id",
                 soci::into(place_.id), soci::into(place_.label), soci::into(place_.quarry),
                 soci::into(place_.age), soci::into(place_.weight), soci::into(place_.polished),
                 soci::into(place_.owner, place_.owner_indicator), soci::use(key_))) {}

    void empty() override { session_ << "TRUNCATE bench_stones"; }

    void insert_all(std::span<Stone> stones) override {
        soci::transaction transaction(session_);
        for (std::size_t at = 0; at < stones.size(); at += rows_in_batch)
            insert(stones.subspan(at, std::min(rows_in_batch, stones.size() - at)));
        transaction.commit();
    }

    std::vector<Stone> select() override {
        std::vector<Stone> all;
        select_.execute();
        while (select_.fetch()) all.push_back(place_.stone());
        return all;
    }

    std::optional<Stone> find(std::int64_t id) override {
        key_ = id;
        if (!find_.execute(true)) return std::nullopt;
        return place_.stone();
    }

private:
    soci::statement statement(const char* text) {
        return (session_.prepare << text, soci::into(place_.id), soci::into(place_.label),
                soci::into(place_.quarry), soci::into(place_.age), soci::into(place_.weight),
                soci::into(place_.polished), soci::into(place_.owner, place_.owner_indicator));
    }

    void insert(std::span<const Stone> stones) {
        std::vector<long long> ids, owners;
        std::vector<std::string> labels, quarries;
        std::vector<int> ages, polished;
        std::vector<double> weights;
        std::vector<soci::indicator> nulls;
        for (const Stone& stone : stones) {
            ids.push_back(stone.id);
            labels.push_back(stone.label);
            quarries.push_back(stone.quarry);
            ages.push_back(stone.age);
            weights.push_back(stone.weight);
            polished.push_back(stone.polished ? 1 : 0);
            owners.push_back(stone.owner.value_or(0));
            nulls.push_back(stone.owner ? soci::i_ok : soci::i_null);
        }
        soci::statement insert =
            (session_.prepare << "INSERT INTO bench_stones VALUES (:id, :label, :quarry, :age, "
                                 ":weight, CAST(:polished AS integer)::boolean, :owner)",
             soci::use(ids), soci::use(labels), soci::use(quarries), soci::use(ages),
             soci::use(weights), soci::use(polished), soci::use(owners, nulls));
        insert.execute(true);
    }

    soci::session session_;
    Place place_;
    long long key_ = 0;
    soci::statement select_, find_;
};

} // namespace

std::unique_ptr<Side> make_soci(const std::string& url) {
    return std::make_unique<Soci>(url);
}

} // namespace bench
