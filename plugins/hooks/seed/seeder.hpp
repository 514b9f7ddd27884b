#pragma once

#include "content.hpp"
#include "csv_seed.hpp"
#include "records.hpp"
#include "seed_settings.hpp"

#include "varve/plugin/project.hpp"

#include <functional>
#include <string>
#include <vector>

namespace varve::seed {

struct SeedRequest {
    std::vector<std::string> only = {}; ///< names of seeds; empty: all
    enum class Do : std::uint8_t { seed, pretend } what = Do::seed;
    enum class Look : std::uint8_t {
        content, ///< only at seeds whose content is not what was put there last
        rows,    ///< at the rows of all
    } look = Look::content;
};

/// What became of a seed.
struct SeedResult {
    std::string id; ///< "common/roles.csv"
    std::string table;
    enum class State : std::uint8_t { unchanged, seeded } state = State::unchanged;
    Counts counts = {};
};

using OnSeed = std::function<void(const SeedResult& result)>;

/// Puts the seeds of a project into its database, each with its record in a transaction.
class Seeder {
public:
    Seeder(Project& project, const SeedSettings& settings)
        : project_(project), settings_(settings) {}

    /// Calls `on_seed` after each.
    void run(const SeedRequest& request, const OnSeed& on_seed);

private:
    std::vector<SeedFile> chosen(const SeedRequest& request) const;
    void seed_all(Connection& connection, const SeedRequest& request, const OnSeed& on_seed);
    SeedResult seed_one(Connection& connection, const SeedFile& seed, const SeedRequest& request,
                        Records& records);
    Counts put(Connection& connection, const SeedFile& seed, const Content& content);
    Counts put_rows(Connection& connection, const SeedFile& seed, const Content& content);
    const ForeignKeys& keys_of(Connection& connection, const std::string& name_space);
    std::string shown(const SeedFile& seed) const;

    Project& project_;
    const SeedSettings& settings_;
    std::map<std::string, ForeignKeys> keys_;
    Environment environment_;
};

} // namespace varve::seed
