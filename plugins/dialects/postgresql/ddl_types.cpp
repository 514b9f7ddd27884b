#include "ddl_types.hpp"

#include "ddl_text.hpp"
#include "names.hpp"
#include "spelling.hpp"

#include <algorithm>
#include <array>

namespace varve::postgresql {

namespace {

using namespace schema;
using Statements = std::vector<std::string>;

/// Types that are cast to one another, and to themselves with other modifiers, where it is
/// assigned.
enum class Family : std::uint8_t { none, number, text, moment, bits, json };

std::string_view without_modifiers(std::string_view type) {
    return type.substr(0, type.find('('));
}

Family family_of(std::string_view type) {
    using enum Family;
    struct Member {
        std::string_view name;
        Family family;
    };
    constexpr auto members = std::to_array<Member>({{"smallint", number},
                                                    {"integer", number},
                                                    {"bigint", number},
                                                    {"numeric", number},
                                                    {"real", number},
                                                    {"double precision", number},
                                                    {"character", text},
                                                    {"character varying", text},
                                                    {"text", text},
                                                    {"name", text},
                                                    {"date", moment},
                                                    {"timestamp", moment},
                                                    {"timestamp without time zone", moment},
                                                    {"timestamp with time zone", moment},
                                                    {"bit", bits},
                                                    {"bit varying", bits},
                                                    {"json", json},
                                                    {"jsonb", json}});
    const auto found = std::ranges::find(members, without_modifiers(type), &Member::name);
    return found == members.end() || type.ends_with("[]") ? none : found->family;
}

bool is_cast_untold(std::string_view before, std::string_view after) {
    if (without_modifiers(before) == without_modifiers(after) &&
        before.ends_with("[]") == after.ends_with("[]"))
        return true;
    const Family family = family_of(after);
    return family == Family::text || (family != Family::none && family == family_of(before));
}

std::string in_list(const std::vector<std::string>& values) {
    std::string list;
    for (const std::string& value : values)
        list += (list.empty() ? "" : ", ") + string_literal(value);
    return list;
}

std::vector<std::string> lost_values(const EnumType& before, const EnumType& after) {
    std::vector<std::string> lost;
    std::ranges::copy_if(before.values, std::back_inserter(lost), [&](const std::string& value) {
        return std::ranges::find(after.values, value) == after.values.end();
    });
    return lost;
}

// A row that has one of them would not be cast either, but nobody would know what to do.
std::string refuse_values(const ColumnsOfTypes::Place& place, const EnumType& type,
                          const std::vector<std::string>& lost) {
    const std::string table = spelled(place.table.name), column = spelled(place.column.name);
    const std::string has_one = place.is_array ? column + "::text[] && ARRAY[" + in_list(lost) + ']'
                                               : column + "::text IN (" + in_list(lost) + ')';
    return "DO $varve$\nBEGIN\n    IF EXISTS (SELECT FROM " + table + " WHERE " + has_one +
           ") THEN\n        RAISE EXCEPTION USING MESSAGE = " +
           string_literal("rows of " + table + " have values in " + column + " that the type " +
                          spelled(type.name) + " shall not have any more: " + in_list(lost) +
                          "; give them others first") +
           ";\n    END IF;\nEND\n$varve$";
}

void cast(const ColumnsOfTypes::Place& place, const std::string& type, Statements& out) {
    if (place.column.inherited) return;
    const std::string brackets = place.is_array ? "[]" : "";
    const std::string column = spelled(place.column.name);
    out.push_back("ALTER TABLE " + spelled(place.table.name) + " ALTER COLUMN " + column +
                  " TYPE " + type + brackets + " USING " + column + "::text" + brackets +
                  "::" + type + brackets);
}

std::string alter_default(const ColumnsOfTypes::Place& place) {
    return "ALTER TABLE ONLY " + spelled(place.table.name) + " ALTER COLUMN " +
           spelled(place.column.name);
}

bool speaks_of(const std::string& expression, const std::vector<std::string>& values) {
    return std::ranges::any_of(values, [&](const std::string& value) {
        return expression.find(string_literal(value)) != std::string::npos;
    });
}

} // namespace

std::vector<ColumnsOfTypes::Place> ColumnsOfTypes::of(const Name& type) const {
    const auto is_there = [&](const ObjectId& id) {
        return std::ranges::find(forgotten_, id) == forgotten_.end();
    };
    const std::string one = spelled(type), many = one + "[]";
    std::vector<Place> places;
    for (const Table& table : model_.tables) {
        if (!is_there(id_of(table))) continue;
        for (const Column& one_column : table.columns) {
            const auto changed = changed_.find({ObjectKind::column, table.name, one_column.name});
            const Column& column = changed == changed_.end() ? one_column : changed->second;
            const std::string& spelling = column.type.spelling;
            if ((spelling == one || spelling == many) &&
                is_there({ObjectKind::column, table.name, column.name}))
                places.push_back({table, column, spelling == many});
        }
    }
    return places;
}

void make_enum_anew(const EnumType& before, const EnumType& after, const ColumnsOfTypes& columns,
                    Statements& out) {
    const std::string type = spelled(after.name);
    const std::string former = std::string(as_identifier("former " + after.name.name));
    const auto places = columns.of(after.name);
    const std::vector<std::string> lost = lost_values(before, after);
    if (!lost.empty())
        for (const auto& place : places) out.push_back(refuse_values(place, after, lost));
    for (const auto& place : places)
        if (place.column.default_value) out.push_back(alter_default(place) + " DROP DEFAULT");
    out.push_back("ALTER TYPE " + type + " RENAME TO " + spelled(former));
    out.push_back("CREATE TYPE " + type + " AS ENUM (" + in_list(after.values) + ')');
    if (!after.comment.empty()) out.push_back(comment_on("TYPE " + type, after.comment));
    for (const auto& place : places) cast(place, type, out);
    for (const auto& place : places)
        if (place.column.default_value && !speaks_of(*place.column.default_value, lost))
            out.push_back(alter_default(place) + " SET DEFAULT " + *place.column.default_value);
    out.push_back("DROP TYPE " + spelled(Name{after.name.name_space, former}));
}

void take_type_away(const std::vector<ColumnsOfTypes::Place>& places, Statements& out) {
    for (const auto& place : places)
        if (place.column.default_value) out.push_back(alter_default(place) + " DROP DEFAULT");
    for (const auto& place : places) cast(place, "text", out);
}

void give_type_back(const std::vector<ColumnsOfTypes::Place>& places,
                    std::span<const Change> changes, Statements& out) {
    const auto gets_another_default = [&](const ColumnsOfTypes::Place& place) {
        return std::ranges::any_of(changes, [&](const Change& change) {
            const auto* const alter = std::get_if<Alter>(&change.what);
            const auto* const one =
                alter == nullptr ? nullptr : std::get_if<PartOf<Column>>(&alter->after);
            return one != nullptr && one->table == place.table.name &&
                   one->part.name == place.column.name &&
                   one->part.default_value != place.column.default_value;
        });
    };
    for (const auto& place : places) {
        std::string type = place.column.type.spelling;
        if (place.is_array) type.resize(type.size() - std::string_view("[]").size());
        cast(place, type, out);
        if (place.column.default_value && !gets_another_default(place))
            out.push_back(alter_default(place) + " SET DEFAULT " + *place.column.default_value);
    }
}

void alter_domain(const Domain& before, const Domain& after, Statements& out) {
    const std::string thing = "DOMAIN " + spelled(after.name), start = "ALTER " + thing;
    const auto is_in = [](const Domain& domain, const Constraint& one) {
        return std::ranges::find(domain.constraints, one) != domain.constraints.end();
    };
    for (const Constraint& one : before.constraints)
        if (!is_in(after, one)) out.push_back(start + " DROP CONSTRAINT " + spelled(one.name));
    if (before.default_value != after.default_value)
        out.push_back(start + (after.default_value ? " SET DEFAULT " + *after.default_value
                                                   : std::string(" DROP DEFAULT")));
    if (before.nullable != after.nullable)
        out.push_back(start + (after.nullable ? " DROP NOT NULL" : " SET NOT NULL"));
    for (const Constraint& one : after.constraints) {
        if (is_in(before, one)) continue;
        out.push_back(start + " ADD " + text_of(one));
        if (!one.comment.empty())
            out.push_back(
                comment_on("CONSTRAINT " + spelled(one.name) + " ON " + thing, one.comment));
    }
    if (before.comment != after.comment) out.push_back(comment_on(thing, after.comment));
}

bool can_alter(const CompositeType& before, const CompositeType& after) {
    // New ones come last.
    std::vector<std::string> names, wanted;
    for (const Column& one : after.attributes) wanted.push_back(one.name);
    for (const Column& one : before.attributes)
        if (std::ranges::find(wanted, one.name) != wanted.end()) names.push_back(one.name);
    return names.size() <= wanted.size() && std::equal(names.begin(), names.end(), wanted.begin());
}

void alter_composite(const CompositeType& before, const CompositeType& after, Statements& out) {
    const std::string start = "ALTER TYPE " + spelled(after.name);
    const auto find = [](const CompositeType& type, const std::string& name) {
        const auto found = std::ranges::find(type.attributes, name, &Column::name);
        return found == type.attributes.end() ? nullptr : &*found;
    };
    for (const Column& one : before.attributes)
        if (find(after, one.name) == nullptr)
            out.push_back(start + " DROP ATTRIBUTE " + spelled(one.name));
    for (const Column& one : after.attributes) {
        const Column* const former = find(before, one.name);
        const std::string collate = one.collation.empty() ? "" : " COLLATE " + one.collation;
        if (former == nullptr)
            out.push_back(start + " ADD ATTRIBUTE " + text_of(one));
        else if (former->type != one.type || former->collation != one.collation)
            out.push_back(start + " ALTER ATTRIBUTE " + spelled(one.name) + " TYPE " +
                          one.type.spelling + collate);
        if (former == nullptr ? !one.comment.empty() : former->comment != one.comment)
            out.push_back(comment_on("COLUMN " + spelled_part(after.name, one.name), one.comment));
    }
    if (before.comment != after.comment)
        out.push_back(comment_on("TYPE " + spelled(after.name), after.comment));
}

std::string conversion_of(const Column& before, const Column& after) {
    const std::string &old = before.type.spelling, &now = after.type.spelling;
    if (old == now || is_cast_untold(old, now)) return {};
    const std::string column = spelled(after.name);
    if (family_of(old) == Family::number && now == "boolean") return column + " <> 0";
    if (family_of(now) == Family::number && old == "boolean") return column + "::integer::" + now;
    return column + (family_of(old) == Family::text ? "::" : "::text::") + now;
}

} // namespace varve::postgresql
