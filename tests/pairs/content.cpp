#include "content.hpp"

#include "kernel/generate/answers.hpp"
#include "varve/db/connection.hpp"

#include <algorithm>

namespace varve::test {

using namespace schema;

namespace {

/// What the answers of a pair call things now that had other names.
class FormerNames {
public:
    FormerNames(const Pair& pair, const std::string& name_space) {
        constexpr std::string_view renamed = "renamed ";
        for (const std::string& answer : pair.answers)
            if (answer.starts_with(renamed))
                renames_.push_back(read_answer(Answer::Kind::renamed,
                                               std::string_view(answer).substr(renamed.size()),
                                               name_space, answer));
    }

    std::string of(const ObjectId& id) const {
        const auto found = std::ranges::find(renames_, id, &Answer::object);
        if (found != renames_.end()) return found->from;
        return id.part.empty() ? id.name.name : id.part;
    }

private:
    std::vector<Answer> renames_;
};

} // namespace

Content content_of(Connection& connection, const DatabaseSchema& model) {
    const Dialect& dialect = connection.dialect();
    Content content;
    for (const Table& table : model.tables) {
        auto& values = content[table.name];
        std::string names;
        for (const Column& column : table.columns) {
            names += (names.empty() ? "" : ", ") + dialect.quote(column.name);
            values[column.name];
        }
        if (names.empty()) continue;
        const auto rows =
            connection.query({"SELECT " + names + " FROM " +
                              dialect.qualified(table.name.name_space, table.name.name)},
                             std::vector(table.columns.size(), Kind::any), Fetch::all);
        std::vector<Cell> row(table.columns.size());
        while (rows->next(row))
            for (std::size_t i = 0; i < row.size(); ++i)
                values[table.columns[i].name].push_back(
                    row[i].is_null() ? "NULL" : Value(row[i]).to_string());
    }
    return content;
}

std::vector<KeptTable> kept_tables(const Pair& pair, const DatabaseSchema& before,
                                   const DatabaseSchema& after, const std::string& name_space) {
    const FormerNames former(pair, name_space);
    std::vector<KeptTable> kept;
    for (const Table& table : after.tables) {
        const Name name{table.name.name_space, former.of({ObjectKind::table, table.name})};
        const auto old = std::ranges::find(before.tables, name, &Table::name);
        if (old == before.tables.end()) continue;
        KeptTable& one = kept.emplace_back(KeptTable{name, table.name});
        for (const Column& column : table.columns) {
            const std::string from = former.of({ObjectKind::column, table.name, column.name});
            const auto same = std::ranges::find(old->columns, from, &Column::name);
            if (same == old->columns.end() || same->generated != column.generated ||
                pair.converted.contains(table.name.name + '.' + column.name))
                continue;
            one.columns_before.push_back(from);
            one.columns_after.push_back(column.name);
        }
    }
    return kept;
}

std::vector<std::string> rows_of(const Content& content, const Name& table,
                                 const std::vector<std::string>& columns) {
    std::vector<std::string> rows;
    const auto& values = content.at(table);
    const auto count = values.empty() ? 0 : values.begin()->second.size();
    for (std::size_t i = 0; i < count; ++i) {
        std::string& row = rows.emplace_back();
        for (const std::string& column : columns) row += values.at(column)[i] + '|';
    }
    std::ranges::sort(rows);
    return rows;
}

} // namespace varve::test
