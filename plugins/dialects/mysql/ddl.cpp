#include "ddl.hpp"

#include "ddl_text.hpp"
#include "dialect.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>

namespace varve::mysql {

using namespace schema;

namespace {

/// What ALTER TABLE does to a table, in one statement.
struct Alteration {
    std::vector<std::string> actions = {};
    std::string partitioning = {};      ///< comes last, without a comma
    std::set<std::string> columns = {}; ///< that are changed
};

// Its value stands for itself in every version.
bool is_constant(const std::string& value) {
    const auto first = static_cast<unsigned char>(value.front());
    return std::isdigit(first) != 0 || first == '-' || first == '\'' || value.starts_with("b'");
}

bool is_constant(const std::optional<std::string>& value) {
    return !value || is_constant(*value);
}

// MODIFY says the type again, which then looks as if it could be another. A time that is now does
// not go in this way.
std::optional<std::string> changed_default(const Column& before, const Column& after) {
    Column same = before;
    same.default_value = after.default_value;
    if (same != after || !is_constant(before.default_value) || !is_constant(after.default_value))
        return std::nullopt;
    const std::string column = "ALTER COLUMN " + quoted_identifier(after.name);
    if (after.default_value) return column + " SET DEFAULT " + *after.default_value;
    return column + (after.nullable ? " SET DEFAULT NULL" : " DROP DEFAULT");
}

// Whether the planner sees it needs no other index.
std::optional<std::string> changed_visibility(const Index& before, const Index& after,
                                              const SqlMode& mode) {
    Index same = before;
    same.visible = after.visible;
    if (same != after) return std::nullopt;
    const std::string words = mode.is_mariadb ? (after.visible ? " NOT IGNORED" : " IGNORED")
                                              : (after.visible ? " VISIBLE" : " INVISIBLE");
    return "ALTER INDEX " + quoted_identifier(after.name) + words;
}

// MySQL 5 takes an index for the same one where only its comment is another, unless it copies.
bool is_overlooked(const Index& before, const Index& after, const SqlMode& mode) {
    Index same = before;
    same.comment = after.comment;
    return same == after && !mode.is_mariadb && !mode.is_mysql_from(80000);
}

const ForeignKey* foreign_key(const Object& object) {
    const auto* const constraint = std::get_if<PartOf<Constraint>>(&object);
    return constraint == nullptr ? nullptr : std::get_if<ForeignKey>(&constraint->part.rule);
}

const Object& object_of(const Change& change) {
    struct {
        const Object& operator()(const Create& one) const { return one.object; }
        const Object& operator()(const Drop& one) const { return one.object; }
        const Object& operator()(const Alter& one) const { return one.after; }
        const Object& operator()(const Rename&) const {
            throw Error("what is renamed is a name only");
        }
    } const visitor;
    return std::visit(visitor, change.what);
}

// The table that a change is an action on; nothing where it is a statement of its own.
std::optional<Name> altered_table(const Change& change) {
    if (std::holds_alternative<Rename>(change.what)) return std::nullopt;
    const Object& object = object_of(change);
    if (foreign_key(object) != nullptr) return std::nullopt;
    if (const auto* const one = std::get_if<PartOf<Column>>(&object)) return one->table;
    if (const auto* const one = std::get_if<PartOf<Constraint>>(&object)) return one->table;
    if (const auto* const one = std::get_if<PartOf<Index>>(&object)) return one->table;
    const auto* const table = std::get_if<Table>(&object);
    if (table == nullptr || !std::holds_alternative<Alter>(change.what)) return std::nullopt;
    return table->name;
}

class Writer {
public:
    Writer(const DatabaseSchema& before, std::span<const Change> changes, const SqlMode& mode)
        : before_(before), changes_(changes), mode_(mode) {
        for (std::size_t i = 0; i < changes.size(); ++i) {
            if (const auto* const create = std::get_if<Create>(&changes[i].what))
                if (const auto* const table = std::get_if<Table>(&create->object))
                    made_.emplace(table->name, *table);
            if (const auto table = altered_table(changes[i])) last_[*table] = i;
        }
        for (const Change& change : changes) take_along(change);
    }

    std::vector<std::string> statements() {
        keep_history();
        for (std::size_t i = 0; i < changes_.size(); ++i) write(changes_[i], i);
        end_foreign_keys();
        return std::move(statements_);
    }

private:
    // An index is a part of its table from the beginning.
    void take_along(const Change& change) {
        const auto* const create = std::get_if<Create>(&change.what);
        const auto* const index =
            create == nullptr ? nullptr : std::get_if<PartOf<Index>>(&create->object);
        const auto table = index == nullptr ? made_.end() : made_.find(index->table);
        if (table != made_.end()) table->second.indexes.push_back(index->part);
    }

    // MariaDB refuses to change a versioned table otherwise.
    void keep_history() {
        const bool has_any = std::ranges::any_of(last_, [&](const auto& one) {
            const Table* const table = former(one.first);
            return table != nullptr && table->options.contains("system_versioned");
        });
        if (has_any) statements_.emplace_back("SET SESSION system_versioning_alter_history = KEEP");
    }

    void write(const Change& change, std::size_t position) {
        if (const auto table = altered_table(change)) {
            std::visit([&](const auto& what) { add(alterations_[*table], what, *table); },
                       change.what);
            if (last_.at(*table) == position) end_alteration(*table);
        } else if (!std::holds_alternative<Rename>(change.what) &&
                   foreign_key(object_of(change)) != nullptr) {
            write_foreign_key(change);
        } else {
            end_foreign_keys();
            std::visit([&](const auto& what) { write_whole(what); }, change.what);
        }
    }

    void add(Alteration& alteration, const Create& change, const Name& table) const {
        if (std::holds_alternative<PartOf<Index>>(change.object) && made_.contains(table)) return;
        alteration.actions.push_back("ADD " + definition(change.object, table));
    }
    void add(Alteration& alteration, const Drop& change, const Name&) const {
        alteration.actions.push_back(removal(change.object));
    }
    void add(Alteration& alteration, const Alter& change, const Name& table) const {
        if (const auto* const after = std::get_if<Table>(&change.after)) {
            const auto& before = std::get<Table>(change.before);
            std::ranges::move(changed_options(before, *after, mode_),
                              std::back_inserter(alteration.actions));
            const std::string parts = option(after->options, "partitions");
            if (parts != option(before.options, "partitions"))
                alteration.partitioning =
                    parts.empty() ? "REMOVE PARTITIONING" : "PARTITION BY " + parts;
        } else if (const auto* const column = std::get_if<PartOf<Column>>(&change.after)) {
            const Column& before = std::get<PartOf<Column>>(change.before).part;
            alteration.actions.push_back(
                changed_default(before, column->part)
                    .value_or("MODIFY " + definition(change.after, table)));
        } else if (const auto* const index = std::get_if<PartOf<Index>>(&change.after)) {
            alter_index(alteration, std::get<PartOf<Index>>(change.before).part, index->part);
        } else {
            alteration.actions.push_back(removal(change.before));
            alteration.actions.push_back("ADD " + definition(change.after, table));
        }
    }
    static void add(Alteration&, const Rename&, const Name&) {}

    void alter_index(Alteration& alteration, const Index& before, const Index& after) const {
        if (auto action = changed_visibility(before, after, mode_))
            return alteration.actions.push_back(std::move(*action));
        alteration.actions.push_back("DROP INDEX " + quoted_identifier(before.name));
        alteration.actions.push_back("ADD " + definition_of(after, mode_));
        if (is_overlooked(before, after, mode_)) alteration.actions.emplace_back("ALGORITHM=COPY");
    }

    std::string definition(const Object& object, const Name& table) const {
        if (const auto* const one = std::get_if<PartOf<Column>>(&object))
            return "COLUMN " + definition_of(one->part, collation_of(table), mode_);
        if (const auto* const one = std::get_if<PartOf<Index>>(&object))
            return definition_of(one->part, mode_);
        return definition_of(std::get<PartOf<Constraint>>(object).part);
    }

    std::string removal(const Object& object) const {
        if (const auto* const one = std::get_if<PartOf<Column>>(&object))
            return "DROP COLUMN " + quoted_identifier(one->part.name);
        if (const auto* const one = std::get_if<PartOf<Index>>(&object))
            return "DROP INDEX " + quoted_identifier(one->part.name);
        const Constraint& constraint = std::get<PartOf<Constraint>>(object).part;
        if (std::holds_alternative<PrimaryKey>(constraint.rule)) return "DROP PRIMARY KEY";
        if (std::holds_alternative<Unique>(constraint.rule))
            return "DROP INDEX " + quoted_identifier(constraint.name);
        return (mode_.is_mariadb ? "DROP CONSTRAINT " : "DROP CHECK ") +
               quoted_identifier(constraint.name);
    }

    // That a column has where nothing is said; unknown while it changes too.
    std::string collation_of(const Name& table) const {
        const auto made = made_.find(table);
        if (made != made_.end()) return option(made->second.options, "collation");
        const bool changes = std::ranges::any_of(changes_, [&](const Change& change) {
            const auto* const alter = std::get_if<Alter>(&change.what);
            const auto* const one = alter == nullptr ? nullptr : std::get_if<Table>(&alter->after);
            return one != nullptr && one->name == table;
        });
        const Table* const before = former(table);
        return changes || before == nullptr ? std::string() : option(before->options, "collation");
    }

    const Table* former(const Name& name) const {
        const auto found = std::ranges::find(before_.tables, name, &Table::name);
        return found == before_.tables.end() ? nullptr : &*found;
    }

    void end_alteration(const Name& table) {
        const Alteration alteration = std::move(alterations_[table]);
        alterations_.erase(table);
        std::string list;
        for (const std::string& action : alteration.actions)
            list += (list.empty() ? "" : ", ") + action;
        if (!alteration.partitioning.empty())
            list += (list.empty() ? "" : " ") + alteration.partitioning;
        if (list.empty()) return;
        end_foreign_keys();
        statements_.push_back("ALTER TABLE " + spelled(table) + ' ' + list);
    }

    // One of a name is dropped and made again in two statements.
    void write_foreign_key(const Change& change) {
        const auto add = [&](const Object& object, bool drops) {
            const auto& key = std::get<PartOf<Constraint>>(object);
            if (key.table != key_table_ || drops != drops_keys_) end_foreign_keys();
            key_table_ = key.table;
            drops_keys_ = drops;
            key_actions_ += (key_actions_.empty() ? "" : ", ") +
                            (drops ? "DROP FOREIGN KEY " + quoted_identifier(key.part.name)
                                   : "ADD " + definition_of(key.part));
        };
        if (const auto* const drop = std::get_if<Drop>(&change.what)) add(drop->object, true);
        if (const auto* const create = std::get_if<Create>(&change.what))
            add(create->object, false);
        if (const auto* const alter = std::get_if<Alter>(&change.what)) {
            add(alter->before, true);
            add(alter->after, false);
        }
    }

    void end_foreign_keys() {
        if (!key_actions_.empty())
            statements_.push_back("ALTER TABLE " + spelled(key_table_) + ' ' + key_actions_);
        key_actions_.clear();
    }

    void write_whole(const Create& change) {
        if (const auto* const table = std::get_if<Table>(&change.object))
            statements_.push_back(create_table(made_.at(table->name), mode_));
        else if (const auto* const other = std::get_if<Other>(&change.object))
            statements_.insert(statements_.end(), other->statements.begin(),
                               other->statements.end());
        else
            statements_.push_back(create_statement(change.object, mode_));
    }
    void write_whole(const Drop& change) {
        // What the model has no type for is not touched.
        if (!std::holds_alternative<Other>(change.object))
            statements_.push_back(drop_statement(change.object));
    }
    void write_whole(const Alter& change) {
        if (const auto* const sequence = std::get_if<Sequence>(&change.after)) {
            const auto& before = std::get<Sequence>(change.before);
            if (before.counting != sequence->counting)
                statements_.push_back(alter_sequence(*sequence));
            if (before.comment != sequence->comment)
                statements_.push_back("ALTER TABLE " + spelled(sequence->name) +
                                      " COMMENT=" + comment_text(sequence->comment));
            return;
        }
        statements_.push_back(drop_statement(change.before));
        statements_.push_back(in_its_place(create_statement(change.after, mode_), change.after));
    }
    void write_whole(const Rename& change) {
        std::ranges::move(rename_statements(before_, change, mode_),
                          std::back_inserter(statements_));
    }

    std::string comment_text(const std::string& comment) const {
        const std::string clause = comment_of(comment, mode_);
        return clause.empty() ? "''" : clause.substr(std::string_view(" COMMENT ").size());
    }

    // A trigger that others follow comes before them again.
    std::string in_its_place(std::string statement, const Object& object) const {
        const auto* const trigger = std::get_if<PartOf<Trigger>>(&object);
        constexpr std::string_view row = " FOR EACH ROW";
        const std::size_t at = trigger == nullptr ? std::string::npos : statement.find(row);
        if (at == std::string::npos || statement.compare(at + row.size(), 9, " FOLLOWS ") == 0)
            return statement;
        for (const Dependency& one : before_.dependencies)
            if (one.needs == id_of(object) && one.object.kind == ObjectKind::trigger)
                return statement.insert(at + row.size(),
                                        " PRECEDES " + quoted_identifier(one.object.part));
        return statement;
    }

    const DatabaseSchema& before_;
    std::span<const Change> changes_;
    const SqlMode& mode_;
    std::map<Name, Table> made_;
    std::map<Name, std::size_t> last_; ///< where the last change of each table is
    std::map<Name, Alteration> alterations_;
    Name key_table_;
    std::string key_actions_;
    bool drops_keys_ = false;
    std::vector<std::string> statements_;
};

} // namespace

std::vector<std::string> ddl(const DatabaseSchema& before, std::span<const Change> changes,
                             const SqlMode& mode) {
    return Writer(before, changes, mode).statements();
}

} // namespace varve::mysql
