#include "catalog_reader.hpp"

#include "catalog_text.hpp"

#include <algorithm>

namespace varve::mysql {

using namespace schema;

CatalogReader::CatalogReader(Connection& connection, const SqlMode& mode)
    : catalog_(connection), mode_(mode) {
    each("SELECT @@SESSION.sql_mode, @@collation_database", 2, [&](const CatalogRow& row) {
        session_modes_ = row.text(0);
        collation_ = row.text(1);
    });
}

DatabaseSchema CatalogReader::read() {
    read_tables();
    read_columns();
    read_partitions();
    read_sequences();
    read_indexes();
    read_foreign_keys();
    read_checks();
    read_views();
    read_parameters();
    read_routines();
    read_triggers();
    read_events();
    connect();
    return std::move(model_);
}

Table* CatalogReader::table(const std::string& name) {
    const auto found = tables_.find(name);
    return found == tables_.end() ? nullptr : &model_.tables[found->second];
}

std::string CatalogReader::unqualified(std::string_view text, const ObjectId& object) {
    return without_database(text, catalog_.database(), mode_,
                            [&](const std::string& name) { named_.emplace_back(object, name); });
}

void CatalogReader::connect() {
    std::multimap<std::string, ObjectId> known;
    const auto know = [&](const auto& list) {
        for (const auto& one : list) known.emplace(one.name.name, id_of(one));
    };
    know(model_.tables);
    know(model_.views);
    know(model_.sequences);
    know(model_.routines);
    for (const auto& [object, name] : named_) {
        const auto [first, last] = known.equal_range(name);
        for (auto one = first; one != last; ++one)
            if (one->second != object) model_.dependencies.push_back({object, one->second});
    }
    std::ranges::sort(model_.dependencies);
    const auto twice = std::ranges::unique(model_.dependencies);
    model_.dependencies.erase(twice.begin(), twice.end());
}

} // namespace varve::mysql
