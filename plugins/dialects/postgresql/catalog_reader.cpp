#include "catalog_reader.hpp"

#include "types.hpp"

#include <algorithm>
#include <charconv>

namespace varve::postgresql {

namespace {

template <class Function> void each_line(std::string_view text, Function&& function) {
    for (std::size_t begin = 0, end = 0; begin < text.size(); begin = end + 1) {
        end = std::min(text.find('\n', begin), text.size());
        function(text.substr(begin, end - begin));
    }
}

std::vector<std::int64_t> numbers_in(std::string_view text) {
    std::vector<std::int64_t> numbers;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        std::int64_t number = 0;
        const auto [after, error] = std::from_chars(at, end, number);
        if (error == std::errc()) numbers.push_back(number);
        at = error == std::errc() ? after : at + 1;
    }
    return numbers;
}

} // namespace

std::vector<std::int64_t> CatalogRow::numbers(std::size_t i) const {
    return numbers_in(view(i));
}

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
    read_defaults();
    read_constraints();
    read_operator_classes();
    read_index_columns();
    read_indexes();
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
    std::vector<std::string> names;
    for (const std::int64_t number : numbers_in(numbers))
        if (const Attribute* const one = attribute(relation, number)) names.push_back(one->name);
    return names;
}

const CatalogReader::Attribute* CatalogReader::attribute(Id relation, std::int64_t number) const {
    const auto found = relations_.find(relation);
    if (found == relations_.end()) return nullptr;
    const std::vector<Attribute>& list = found->second.attributes;
    const auto one = std::ranges::find(list, number, &Attribute::number);
    return one == list.end() ? nullptr : &*one;
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
