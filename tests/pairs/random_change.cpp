#include "random_schema.hpp"

#include <algorithm>
#include <array>

namespace varve::test {

namespace {

using Schema = RandomSchema;

template <class Map> auto& any(Map& map, Dice& dice) {
    return *std::next(map.begin(), static_cast<std::ptrdiff_t>(dice.below(map.size())));
}

/// Draws things and changes of them.
class Draw {
public:
    Draw(const Vocabulary& words, Dice& dice) : words_(words), dice_(dice) {}

    Schema schema() {
        Schema schema;
        for (std::size_t i = 0, tables = 1 + dice_.below(3); i < tables; ++i) add_table(schema);
        for (auto& [name, table] : schema.tables)
            for (auto& [column, is] : table.columns)
                if (dice_.one_in(3)) alter_column(schema, table, column, is);
        for (std::size_t i = dice_.below(4); i > 0; --i) add_part(schema);
        return schema;
    }

    void change(Schema& schema) {
        if (schema.tables.empty()) return add_table(schema);
        auto& [name, table] = any(schema.tables, dice_);
        switch (dice_.below(10)) {
        case 0: return add_table(schema);
        case 1: schema.tables.erase(std::string(name)); return;
        case 2: add_column(table); return;
        case 3:
            if (!table.columns.empty()) table.columns.erase(any(table.columns, dice_).first);
            return;
        case 4: table.options = dice_.of(words_.table_options); return;
        case 5: table.key = dice_.of(words_.keys); return;
        case 6: return add_part(schema);
        case 7: return drop_part(schema, table);
        default: break;
        }
        if (table.columns.empty()) return add_column(table);
        auto& [column, is] = any(table.columns, dice_);
        alter_column(schema, table, column, is);
    }

private:
    std::string name() { return filled(dice_.of(words_.names), "#", std::to_string(++number_)); }

    void add_table(Schema& schema) {
        Schema::Table& table = schema.tables[name()];
        table.key = dice_.of(words_.keys);
        table.options = dice_.of(words_.table_options);
        for (std::size_t i = dice_.below(4); i > 0; --i) add_column(table);
    }

    void add_column(Schema::Table& table) {
        table.columns[name()].type = dice_.below(words_.types.size());
    }

    void alter_column(Schema& schema, Schema::Table& table, const std::string& name,
                      Schema::Column& column) {
        const Vocabulary::Type& type = words_.types[column.type];
        switch (dice_.below(8)) {
        case 0: column.type = dice_.below(words_.types.size()); break;
        case 1: column.not_null = !column.not_null; break;
        case 2: column.unique = !column.unique; break;
        case 3: column.checked = !column.checked; break;
        case 4:
            column.default_value = dice_.one_in(3) ? std::string() : dice_.of(type.defaults);
            break;
        case 5:
            column.collation = dice_.one_in(2) ? std::string() : dice_.of(words_.collations);
            break;
        case 6:
            column.refers_to = dice_.one_in(3) ? std::string() : any(schema.tables, dice_).first;
            column.action = dice_.of(words_.actions);
            break;
        default:
            if (words_.generated.empty()) break;
            column.generated = dice_.one_in(3) ? std::string() : dice_.of(words_.generated);
            column.computed_of = any(table.columns, dice_).first;
            break;
        }
        if (column.computed_of == name) column.generated.clear();
    }

    void add_part(Schema& schema) {
        auto& [table, is] = any(schema.tables, dice_);
        if (is.columns.empty()) return add_column(is);
        const std::string column = any(is.columns, dice_).first;
        switch (dice_.below(words_.triggers.empty() ? 2 : 3)) {
        case 0: {
            const std::string& element = dice_.of(words_.index_elements);
            // What is made of two values may be the same.
            const bool unique = element.starts_with('@') && dice_.one_in(4);
            is.indexes[name()] = {column, element, dice_.of(words_.index_predicates), unique};
            break;
        }
        case 1: schema.views[name()] = {table, column}; break;
        default:
            schema.triggers[name()] = {any(schema.tables, dice_).first, table, column,
                                       dice_.of(words_.triggers)};
            break;
        }
    }

    void drop_part(Schema& schema, Schema::Table& table) {
        const auto drop = [&](auto& map) {
            if (!map.empty()) map.erase(any(map, dice_).first);
        };
        switch (dice_.below(3)) {
        case 0: return drop(table.indexes);
        case 1: return drop(schema.views);
        default: return drop(schema.triggers);
        }
    }

    const Vocabulary& words_;
    Dice& dice_;
    int number_ = 0;
};

bool is_plain(const Schema& schema, const std::string& table, const std::string& column) {
    const auto owner = schema.tables.find(table);
    if (owner == schema.tables.end()) return false;
    const auto found = owner->second.columns.find(column);
    return found != owner->second.columns.end() && found->second.generated.empty();
}

// What it is computed from, refers to or belongs to has to be there.
void settle(Schema& schema, const Vocabulary& words) {
    for (auto& [name, table] : schema.tables) {
        for (auto& [column, is] : table.columns) {
            if (!schema.tables.contains(is.refers_to)) is.refers_to.clear();
            if (!is.generated.empty() && !is_plain(schema, name, is.computed_of))
                is.generated.clear();
            // A column that is computed, or refers to a number, is nothing else.
            if (!is.generated.empty())
                is = {.type = is.type, .generated = is.generated, .computed_of = is.computed_of};
            if (!is.refers_to.empty())
                is = {.type = 1, .refers_to = is.refers_to, .action = is.action};
            if (is.type != 0) is.collation.clear();
        }
        std::erase_if(table.indexes,
                      [&](const auto& one) { return !is_plain(schema, name, one.second.column); });
    }
    std::erase_if(schema.views, [&](const auto& one) {
        return !is_plain(schema, one.second.table, one.second.column);
    });
    std::set<std::pair<std::string, std::string>> fired;
    std::erase_if(schema.triggers, [&](const auto& one) {
        const bool can_be = schema.tables.contains(one.second.table) &&
                            is_plain(schema, one.second.other, one.second.column);
        return !can_be ||
               (words.one_trigger_each && !fired.emplace(one.second.table, one.second.text).second);
    });
}

// Rows get a value in it that is the same for all, or none.
void settle_new(Schema::Column& column) {
    if (column.unique) column.default_value.clear();
    if (column.default_value.empty()) column.not_null = false;
}

void settle(Schema::Column& before, Schema::Column& after, bool types_count,
            const Vocabulary& words) {
    if (before.type != after.type && !words.types[after.type].keeps_values)
        after.type = before.type;
    if (types_count) {
        after.type = before.type;
        after.generated = before.generated;
        after.computed_of = before.computed_of;
    }
    if (before.generated.empty() != after.generated.empty()) {
        settle_new(before);
        settle_new(after);
    }
    // What refers to a number has one, before and after.
    if (before.refers_to.empty() != after.refers_to.empty()) {
        before.type = after.type = 1;
        before.default_value.clear();
        after.default_value.clear();
        before.checked = after.checked = false;
    }
    if (before.type != after.type && before.default_value == after.default_value)
        after.default_value.clear();
    // Any two rows differ, but not in each collation and type.
    if (before.type != after.type || before.collation != after.collation)
        after.unique = before.unique;
}

// A strict table keeps no values that were computed and need not be of the column's type.
void settle_computed(Schema::Table& before, Schema::Table& after) {
    std::erase_if(after.columns, [&](const auto& one) {
        const auto was = before.columns.find(one.first);
        return was != before.columns.end() &&
               was->second.generated.empty() != one.second.generated.empty();
    });
}

// Where all rows may have the same value, no index is unique.
void settle_indexes(Schema::Table& table, const Schema::Table& other) {
    for (auto& [name, index] : table.indexes) {
        const auto found = other.columns.find(index.column);
        if (found == other.columns.end() || !found->second.generated.empty()) index.unique = false;
    }
}

} // namespace

void settle(RandomPair& pair, const Vocabulary& words) {
    settle(pair.before, words);
    settle(pair.after, words);
    for (auto& [name, before] : pair.before.tables) {
        const auto now = pair.after.tables.find(name);
        if (now == pair.after.tables.end()) continue;
        Schema::Table& after = now->second;
        const bool types_count = !before.options.empty() || !after.options.empty();
        for (auto& [column, is] : before.columns) {
            const auto other = after.columns.find(column);
            if (other == after.columns.end())
                settle_new(is);
            else
                settle(is, other->second, types_count, words);
        }
        for (auto& [column, is] : after.columns)
            if (!before.columns.contains(column)) settle_new(is);
        settle_indexes(before, after);
        settle_indexes(after, before);
    }
    settle(pair.before, words);
    settle(pair.after, words);
    for (auto& [name, before] : pair.before.tables)
        if (const auto now = pair.after.tables.find(name);
            now != pair.after.tables.end() &&
            !(before.options.empty() && now->second.options.empty()))
            settle_computed(before, now->second);
    settle(pair.after, words);
}

RandomPair random_pair(const Vocabulary& words, std::uint64_t seed) {
    Dice dice(seed);
    Draw draw(words, dice);
    RandomPair pair;
    pair.before = draw.schema();
    pair.after = pair.before;
    for (std::size_t i = 1 + dice.below(5); i > 0; --i) draw.change(pair.after);
    settle(pair, words);
    return pair;
}

} // namespace varve::test
