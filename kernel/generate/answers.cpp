#include "kernel/generate/answers.hpp"

#include "kernel/text_file.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace varve {

using namespace schema;

namespace {

constexpr std::array kinds{ObjectKind::table, ObjectKind::column, ObjectKind::index,
                           ObjectKind::constraint, ObjectKind::enum_value};

bool is_part(ObjectKind kind) {
    return kind != ObjectKind::table;
}

std::string spelled(const std::string& name) {
    if (!name.empty() && name.find_first_of(". \t\"=") == std::string::npos) return name;
    std::string quoted = "\"";
    for (const char c : name) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

std::string spelled(const ObjectId& id) {
    return (id.name.name_space.empty() ? "" : spelled(id.name.name_space) + '.') +
           spelled(id.name.name) + (is_part(id.kind) ? '.' + spelled(id.part) : "");
}

/// Reads names and words from left to right.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    std::string word() {
        skip_blank();
        return take(rest_.find_first_of(" \t"));
    }
    /// One part of a name; nothing where there is none.
    std::optional<std::string> name() {
        skip_blank();
        if (rest_.empty()) return std::nullopt;
        if (rest_.front() != '"') return take(rest_.find_first_of(". \t="));
        rest_.remove_prefix(1);
        std::string inside;
        while (true) {
            const std::size_t close = rest_.find('"');
            if (close == std::string_view::npos) return std::nullopt;
            inside += take(close);
            rest_.remove_prefix(1);
            if (!rest_.starts_with('"')) return inside;
            inside += take(1); // doubled: it is in the name
        }
    }
    bool accept(std::string_view text) {
        if (!rest_.starts_with(text)) return false;
        rest_.remove_prefix(text.size());
        return true;
    }
    void skip_blank() {
        const std::size_t begin = std::min(rest_.find_first_not_of(" \t\r"), rest_.size());
        rest_.remove_prefix(begin);
    }
    bool at_end() {
        skip_blank();
        return rest_.empty();
    }

private:
    std::string take(std::size_t size) {
        std::string taken(rest_.substr(0, size));
        rest_.remove_prefix(taken.size());
        return taken;
    }

    std::string_view rest_;
};

[[noreturn]] void cannot_read(const std::string& place, Answer::Kind kind) {
    const std::string sample = kind == Answer::Kind::renamed
                                   ? "renamed column users.email from=mail"
                                   : std::string(to_string(kind)) + " column users.mail";
    throw ConfigError(place + ": say what is " + std::string(to_string(kind)) + " as in '" +
                      sample +
                      "'; what can be is a table, column, index, constraint or value of an enum");
}

template <class Thing> const Thing* find(const std::vector<Thing>& all, const Name& name) {
    const auto found = std::ranges::find(all, name, &Thing::name);
    return found == all.end() ? nullptr : &*found;
}

template <class Part> bool has(const std::vector<Part>& parts, const std::string& name) {
    return std::ranges::find(parts, name, &Part::name) != parts.end();
}

bool has_value(const DatabaseSchema& model, const ObjectId& id) {
    const EnumType* const type = find(model.enums, id.name);
    return type != nullptr && std::ranges::find(type->values, id.part) != type->values.end();
}

bool has(const DatabaseSchema& model, const ObjectId& id) {
    if (id.kind == ObjectKind::enum_value) return has_value(model, id);
    const Table* const table = find(model.tables, id.name);
    if (table == nullptr || !is_part(id.kind)) return table != nullptr;
    if (id.kind == ObjectKind::column) return has(table->columns, id.part);
    if (id.kind == ObjectKind::index) return has(table->indexes, id.part);
    return has(table->constraints, id.part);
}

// At least half of the columns of the larger one are in both.
bool are_alike(const Table& a, const Table& b) {
    if (a.name.name_space != b.name.name_space) return false;
    const auto common = std::ranges::count_if(a.columns, [&](const Column& column) {
        return std::ranges::any_of(b.columns, [&](const Column& other) {
            return column.name == other.name && column.type == other.type;
        });
    });
    const std::size_t larger = std::max(a.columns.size(), b.columns.size());
    return larger > 0 && static_cast<std::size_t>(common) * 2 >= larger;
}

bool are_alike(const Column& a, const Column& b) {
    return a.type == b.type && !a.inherited && !b.inherited && a.generated == b.generated;
}

template <class Part> bool are_alike(Part a, const Part& b) {
    a.name = b.name;
    return a == b;
}

/// Calls `action` with what only the first has and what like it only the second has.
template <class Thing, class Action>
void for_each_alike(const std::vector<Thing>& before, const std::vector<Thing>& after,
                    Action action) {
    const auto is_in = [](const std::vector<Thing>& all, const Thing& one) {
        return std::ranges::find(all, one.name, &Thing::name) != all.end();
    };
    for (const Thing& gone : before)
        for (const Thing& added : after)
            if (!is_in(after, gone) && !is_in(before, added) && are_alike(gone, added))
                action(gone, added);
}

/// Each that is in both.
template <class Action>
void for_each_table(const DatabaseSchema& from, const DatabaseSchema& to, Action action) {
    for (const Table& before : from.tables)
        if (const Table* const after = find(to.tables, before.name)) action(before, *after);
}

/// The values that only the first has, each with those that only the second has.
template <class Action>
void for_each_value(const EnumType& before, const EnumType& after, Action action) {
    const auto is_in = [](const EnumType& type, const std::string& value) {
        return std::ranges::find(type.values, value) != type.values.end();
    };
    for (const std::string& gone : before.values)
        for (const std::string& added : after.values)
            if (!is_in(after, gone) && !is_in(before, added))
                action(ObjectId{ObjectKind::enum_value, before.name, gone},
                       ObjectId{ObjectKind::enum_value, before.name, added});
}

} // namespace

std::string_view to_string(Answer::Kind kind) {
    switch (kind) {
    case Answer::Kind::renamed: return "renamed";
    case Answer::Kind::dropped: return "dropped";
    case Answer::Kind::made: break;
    }
    return "made";
}

std::string in_words(const Answer& answer) {
    const schema::ObjectId& object = answer.object;
    std::string text(to_string(answer.kind));
    text.append(" ").append(to_string(object.kind)).append(" ").append(spelled(object));
    return answer.from.empty() ? text : text + " from=" + spelled(answer.from);
}

Answer read_answer(Answer::Kind kind, std::string_view words, const std::string& name_space,
                   const std::string& place) {
    Reader reader(words);
    const std::string word = reader.word();
    const auto known =
        std::ranges::find(kinds, word, [](ObjectKind one) { return to_string(one); });
    if (known == kinds.end()) cannot_read(place, kind);
    std::vector<std::string> parts;
    do {
        auto part = reader.name();
        if (!part || part->empty()) cannot_read(place, kind);
        parts.push_back(*std::move(part));
    } while (reader.accept("."));
    const std::size_t least = is_part(*known) ? 2 : 1;
    if (parts.size() < least || parts.size() > least + 1) cannot_read(place, kind);
    Answer answer{kind, {.kind = *known}};
    if (is_part(*known)) {
        answer.object.part = parts.back();
        parts.pop_back();
    }
    answer.object.name = {parts.size() == 2 ? parts.front() : name_space, parts.back()};
    if (kind == Answer::Kind::renamed) {
        reader.skip_blank();
        auto from = reader.accept("from=") ? reader.name() : std::nullopt;
        if (!from || from->empty()) cannot_read(place, kind);
        answer.from = *std::move(from);
    }
    if (!reader.at_end()) cannot_read(place, kind);
    return answer;
}

std::vector<Answer> answers_in_file(const std::string& file, const std::string& name_space) {
    constexpr std::string_view renamed = "-- varve:renamed ", dropped = "-- varve:dropped ";
    std::vector<Answer> answers;
    const std::string text = read_text_file(file, "the schema");
    std::string_view rest = text;
    for (std::size_t line = 1; !rest.empty(); ++line) {
        const std::string_view one = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        const std::string_view trimmed =
            one.substr(std::min(one.find_first_not_of(" \t"), one.size()));
        const std::string place = file + ':' + std::to_string(line);
        if (trimmed.starts_with(renamed))
            answers.push_back(read_answer(Answer::Kind::renamed, trimmed.substr(renamed.size()),
                                          name_space, place));
        else if (trimmed.starts_with(dropped))
            answers.push_back(read_answer(Answer::Kind::dropped, trimmed.substr(dropped.size()),
                                          name_space, place));
    }
    return answers;
}

std::vector<Change> renames(const DatabaseSchema& from, const DatabaseSchema& to,
                            const std::vector<Answer>& answers, ObjectKind kind) {
    std::vector<Change> changes;
    for (const Answer& answer : answers) {
        if (answer.kind != Answer::Kind::renamed || answer.object.kind != kind) continue;
        ObjectId former = answer.object;
        (is_part(kind) ? former.part : former.name.name) = answer.from;
        if (!has(from, former) || has(from, answer.object) || !has(to, answer.object)) continue;
        const std::string& now = is_part(kind) ? answer.object.part : answer.object.name.name;
        changes.push_back({Rename{std::move(former), now}});
    }
    return changes;
}

std::vector<Change> harmless_renames(const DatabaseSchema& from, const DatabaseSchema& to) {
    std::vector<Change> changes;
    std::set<std::string> taken;
    for_each_table(from, to, [&](const Table& before, const Table& after) {
        taken.clear();
        const auto is_there = [&](const std::string& name) {
            return std::ranges::find(before.indexes, name, &Index::name) != before.indexes.end() ||
                   std::ranges::find(before.constraints, name, &Constraint::name) !=
                       before.constraints.end();
        };
        const auto rename = [&]<class Part>(const Part& gone, const Part& added) {
            if (is_there(added.name)) return;
            if (!taken.insert(gone.name).second || !taken.insert(added.name).second) return;
            changes.push_back({Rename{id_of(PartOf<Part>{before.name, gone}), added.name}});
        };
        for_each_alike(before.constraints, after.constraints, rename);
        for_each_alike(before.indexes, after.indexes, rename);
    });
    return changes;
}

std::vector<Question> questions(const DatabaseSchema& from, const DatabaseSchema& to,
                                const std::vector<Answer>& answers) {
    std::vector<Question> asked;
    const auto ask = [&](const ObjectId& gone, ObjectId added) {
        const bool goes = std::ranges::any_of(answers, [&](const Answer& answer) {
            return answer.kind == Answer::Kind::dropped && answer.object == gone;
        });
        if (goes) return;
        if (asked.empty() || asked.back().gone != gone) asked.push_back({gone, {}});
        asked.back().added.push_back(std::move(added));
    };
    for_each_alike(from.tables, to.tables,
                   [&](const Table& gone, const Table& added) { ask(id_of(gone), id_of(added)); });
    for_each_table(from, to, [&](const Table& before, const Table& after) {
        for_each_alike(before.columns, after.columns, [&](const Column& gone, const Column& added) {
            ask(id_of(PartOf<Column>{before.name, gone}),
                id_of(PartOf<Column>{before.name, added}));
        });
    });
    for (const EnumType& before : from.enums)
        if (const EnumType* const after = find(to.enums, before.name))
            for_each_value(before, *after, ask);
    return asked;
}

std::string in_words(const Question& question) {
    const ObjectId& gone = question.gone;
    const std::string& former = is_part(gone.kind) ? gone.part : gone.name.name;
    std::string text;
    for (const ObjectId& added : question.added)
        text += "  -- varve:" + in_words(Answer{Answer::Kind::renamed, added, former}) + '\n';
    return text + "  -- varve:" + in_words(Answer{Answer::Kind::dropped, gone});
}

} // namespace varve
