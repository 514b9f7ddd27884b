#include "catalog_reader.hpp"

#include "types.hpp"

#include <algorithm>
#include <charconv>

namespace varve::postgresql {

namespace {

template <class Function> void each_line(std::string_view text, Function&& function) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        function(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

} // namespace

std::vector<std::string> CatalogRow::lines(std::size_t i) const {
    std::vector<std::string> list;
    each_line(view(i), [&](std::string_view line) { list.emplace_back(line); });
    return list;
}

schema::Options CatalogRow::options(std::size_t i) const {
    schema::Options options;
    each_line(view(i), [&](std::string_view line) {
        // What begins like this is the server's own note: minor releases of 2026 write a
        // "pg_attver" beside the options of every column.
        if (line.starts_with("pg_")) return;
        const std::size_t sign = line.find('=');
        options.emplace(line.substr(0, sign), line.substr(sign + 1));
    });
    return options;
}

// What names another thing comes after it.
schema::DatabaseSchema CatalogReader::read() {
    read_name_spaces();
    read_extensions();
    read_relations();
    read_types();
    read_enum_values();
    read_parents();
    read_columns();
    read_view_columns();
    read_constraints();
    read_indexes();
    read_index_elements();
    read_triggers();
    read_policies();
    read_sequences();
    read_routines();
    read_others();
    read_unread();
    read_dependencies();
    return std::move(model_);
}

schema::Table* CatalogReader::table(Id relation) {
    const auto found = relations_.find(relation);
    if (found == relations_.end() || found->second.kind != schema::ObjectKind::table)
        return nullptr;
    return &model_.tables[found->second.position];
}

schema::View* CatalogReader::view(Id relation) {
    const auto found = relations_.find(relation);
    if (found == relations_.end() || found->second.kind != schema::ObjectKind::view) return nullptr;
    return &model_.views[found->second.position];
}

std::vector<schema::Index>* CatalogReader::indexes_of(Id relation) {
    if (schema::Table* const one = table(relation)) return &one->indexes;
    schema::View* const one = view(relation);
    return one == nullptr ? nullptr : &one->indexes;
}

std::vector<schema::Trigger>* CatalogReader::triggers_of(Id relation) {
    if (schema::Table* const one = table(relation)) return &one->triggers;
    schema::View* const one = view(relation);
    return one == nullptr ? nullptr : &one->triggers;
}

schema::Name CatalogReader::name_of(Id relation) {
    if (const schema::Table* const one = table(relation)) return one->name;
    const schema::View* const one = view(relation);
    return one == nullptr ? schema::Name() : one->name;
}

std::vector<std::string> CatalogReader::columns_of(Id relation, std::string_view numbers) {
    const schema::Table* const owner = table(relation);
    std::vector<std::string> names;
    if (owner == nullptr) return names;
    const std::vector<std::int16_t>& known = relations_.at(relation).numbers;
    const char* at = numbers.data();
    const char* const end = at + numbers.size();
    for (std::int16_t number = 0; at < end; ++at) {
        const auto [after, error] = std::from_chars(at, end, number);
        if (error != std::errc()) continue; // a brace
        at = after;
        const auto place = std::ranges::find(known, number) - known.begin();
        names.push_back(owner->columns[static_cast<std::size_t>(place)].name);
    }
    return names;
}

Kind CatalogReader::kind_of_type(Id type) const {
    for (auto base = base_types_.find(type); base != base_types_.end();
         base = base_types_.find(type))
        type = base->second;
    return kind_of(static_cast<Oid>(type));
}

void CatalogReader::know(std::string_view catalog, Id object, schema::ObjectId id) {
    auto list = known_.find(catalog);
    if (list == known_.end()) list = known_.try_emplace(std::string(catalog)).first;
    list->second.emplace(object, std::move(id));
}

} // namespace varve::postgresql
