#include "seeder.hpp"

#include "document_seed.hpp"
#include "json_rows.hpp"
#include "order.hpp"
#include "script_seed.hpp"
#include "yaml_rows.hpp"

#include "varve/db/transaction.hpp"
#include "varve/suggestion.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace varve::seed {

namespace {

constexpr const char* aftermath = "nothing of the seed at work stays";

std::vector<Statement> reset(Connection& connection) {
    return connection.reset_statements();
}

bool is_empty(Connection& connection, const TableName& table) {
    const Dialect& dialect = connection.dialect();
    return connection
        .query_row({"SELECT 1 FROM " + dialect.qualified(table.name_space, table.name) + ' ' +
                    dialect.limit(1)})
        .empty();
}

void read(std::istream& input, Format format, const Reading& reading, Loader& loader) {
    switch (format) {
    case Format::csv: return read_csv_seed(input, reading, loader);
    case Format::yaml: return read_document_seed(input, read_yaml, reading, loader);
    default: return read_document_seed(input, read_json, reading, loader);
    }
}

void require_one_replaces(const std::vector<SeedFile>& seeds) {
    for (const SeedFile& seed : seeds)
        for (const SeedFile& other : seeds)
            if (&seed != &other && seed.settings.mode == Mode::replace &&
                seed.table() == other.table())
                throw ConfigError("the seeds " + seed.id + " and " + other.id +
                                  " are both for the table " + seed.table().shown() +
                                  ", and mode \"replace\" would delete the rows of one of them");
}

} // namespace

std::string Seeder::shown(const SeedFile& seed) const {
    return (settings_.directory / seed.id).string();
}

std::vector<SeedFile> Seeder::chosen(const SeedRequest& request) const {
    std::vector<SeedFile> seeds =
        find_seeds(project_.directory() / settings_.directory, project_.profile(), settings_);
    require_one_replaces(seeds);
    if (request.only.empty()) return seeds;
    std::vector<std::string> known;
    for (const SeedFile& seed : seeds) known.push_back(seed.name);
    for (const std::string& name : request.only)
        if (std::ranges::find(known, name) == known.end())
            throw ConfigError("there is no seed \"" + name + '"' + suggestion(name, known));
    std::erase_if(seeds, [&](const SeedFile& seed) {
        return std::ranges::find(request.only, seed.name) == request.only.end();
    });
    return seeds;
}

const ForeignKeys& Seeder::keys_of(Connection& connection, const std::string& name_space) {
    const auto found = keys_.find(name_space);
    if (found != keys_.end()) return found->second;
    return keys_.emplace(name_space, ForeignKeys(connection, name_space)).first->second;
}

void Seeder::run(const SeedRequest& request, const OnSeed& on_seed) {
    const std::vector<SeedFile> seeds = chosen(request); // before anybody is waited for
    if (seeds.empty()) return;
    project_.exclusively([&](Connection& connection) { seed_all(connection, request, on_seed); });
}

// What is only pretended needs what was pretended before it.
void Seeder::seed_all(Connection& connection, const SeedRequest& request, const OnSeed& on_seed) {
    const std::vector<SeedFile> seeds = ordered(chosen(request), [&](const TableName& table) {
        return keys_of(connection, table.name_space).tables_of(table.name);
    });
    Records records(connection, project_.own_tables(connection));
    std::optional<Transaction> all;
    if (request.what == SeedRequest::Do::pretend)
        all.emplace(connection, TransactionOptions{.access = Access::write});
    else
        records.prepare();
    for (const SeedFile& seed : seeds) on_seed(seed_one(connection, seed, request, records));
    if (all) all->rollback();
}

SeedResult Seeder::seed_one(Connection& connection, const SeedFile& seed,
                            const SeedRequest& request, Records& records) {
    const Content content(seed, [&] { project_.stop_if_interrupted(aftermath); });
    SeedResult result{.id = seed.id, .table = seed.table().shown()};
    const std::string checksum = content.checksum();
    const bool is_known = records.checksum(seed.id) == checksum;
    const bool looks = request.look == SeedRequest::Look::rows && seed.format != Format::sql;
    if (is_known && !looks) return result;
    try {
        Transaction transaction(connection, {.access = Access::write});
        result.counts = put(connection, seed, content);
        if (!is_known || result.counts.any()) result.state = SeedResult::State::seeded;
        const bool writes =
            result.state == SeedResult::State::seeded && request.what == SeedRequest::Do::seed;
        if (writes) records.write(seed.id, checksum, result.counts.rows, project_.who());
        transaction.commit(reset(connection));
    } catch (const DatabaseError& error) {
        const auto& facts = error.facts();
        throw Error(shown(seed) + ": " + facts.message +
                        (facts.detail.empty() ? "" : ": " + facts.detail),
                    error.exit_code());
    }
    return result;
}

Counts Seeder::put(Connection& connection, const SeedFile& seed, const Content& content) {
    if (seed.format != Format::sql) return put_rows(connection, seed, content);
    std::ifstream input(content.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(input), {}};
    return {.rows = run_script(connection, shown(seed), text), .of_script = true};
}

Counts Seeder::put_rows(Connection& connection, const SeedFile& seed, const Content& content) {
    if (seed.settings.key.empty())
        throw ConfigError(shown(seed) +
                          " needs a key: the columns that tell its rows apart; say "
                          "[seed.tables." +
                          seed.name + "] key = [\"…\"]");
    const Target target{.file = shown(seed),
                        .table = seed.table(),
                        .key = seed.settings.key,
                        .mode = seed.settings.mode,
                        .columns = columns_of(connection, seed.table())};
    const Reading reading{.target = target,
                          .keys = keys_of(connection, target.table.name_space),
                          .environment = environment_,
                          .tick = [&, size = content.size()](std::uint64_t bytes) {
                              project_.stop_if_interrupted(aftermath);
                              project_.progress("seeding " + seed.id, bytes, size);
                          }};
    const auto load = [&](Way way) {
        Transaction savepoint(connection);
        std::ifstream input(content.path(), std::ios::binary);
        Loader loader(connection, target, way);
        read(input, seed.format, reading, loader);
        const Counts counts = loader.finish();
        savepoint.commit();
        return counts;
    };
    const bool straight = seed.format == Format::csv && is_empty(connection, target.table);
    try {
        return load(straight ? Way::straight : Way::together);
    } catch (const DatabaseError& error) {
        if (!is_about_rows(error)) throw;
    }
    return load(Way::batches);
}

} // namespace varve::seed
