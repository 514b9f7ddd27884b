#include "table_copies.hpp"

#include "lexical_rules.hpp"
#include "names.hpp"

#include <algorithm>
#include <array>

namespace varve::mysql {

namespace {

// Of others a copy may share with the original what is outside the server: a file, another server.
constexpr std::array copied_engines{"innodb", "myisam", "aria", "memory"};

constexpr std::int64_t longest_wait = 5000; // for a table that is being changed, in milliseconds

// Whatever the tables were made under; a copy's neighbours may come later or never.
constexpr const char* any_table = "SET SESSION sql_mode = '', foreign_key_checks = 0";

struct Original {
    std::string name, engine;
};

std::vector<Original> tables_of(MysqlConnection& connection, const std::string& database) {
    std::vector<Original> tables;
    const auto rows = connection.query(
        {"SELECT table_name, engine FROM information_schema.tables WHERE table_schema = " +
         string_literal(database) + " AND table_type = 'BASE TABLE'"},
        std::array{Kind::text, Kind::text}, Fetch::all);
    for (const RowValues& row : read_all(*rows))
        tables.push_back(
            {row[0].to_string(), row[1].is_null() ? "unknown" : lower(row[1].to_string())});
    return tables;
}

void add_neighbours(MysqlConnection& connection, const std::string& database,
                    std::set<std::string>& names) {
    const auto rows =
        connection.query({"SELECT table_name, referenced_table_name FROM "
                          "information_schema.referential_constraints WHERE constraint_schema = " +
                          string_literal(database)},
                         std::array{Kind::text, Kind::text}, Fetch::all);
    const std::set<std::string> asked_for = names;
    for (const RowValues& row : read_all(*rows)) {
        const std::string child = lower(row[0].to_string()), parent = lower(row[1].to_string());
        if (asked_for.contains(child)) names.insert(parent);
        if (asked_for.contains(parent)) names.insert(child);
    }
}

// A table there would have a foreign key from here for a while, and could not be dropped.
bool references_elsewhere(const std::string& definition) {
    const std::vector<Token> tokens = tokens_of(definition, {});
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i)
        if (tokens[i].is("REFERENCES") && tokens[i + 2].is(".")) return true;
    return false;
}

// Why not, if not.
std::string copy(MysqlConnection& scratch, const std::string& database, const Original& table) {
    if (std::ranges::find(copied_engines, table.engine) == copied_engines.end())
        return table.name + " has the engine " + table.engine + ", of which no copies are made";
    try {
        const std::vector<Value> row =
            scratch.query_row({"SHOW CREATE TABLE " + quoted_identifier(database) + '.' +
                               quoted_identifier(table.name)});
        const std::string definition = row.at(1).to_string();
        if (references_elsewhere(definition))
            return table.name + " has a foreign key into another database";
        scratch.execute(definition);
        return {};
    } catch (const DatabaseError& error) {
        return table.name + " cannot be copied: " + error.facts().message;
    }
}

} // namespace

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

NotCopied copy_tables(MysqlConnection& scratch, const std::string& database,
                      std::set<std::string> words) {
    NotCopied not_copied;
    for (const std::string& setting :
         scratch.dialect().set_lock_timeout(longest_wait, Lasts::session))
        scratch.execute(setting);
    scratch.execute(any_table);
    add_neighbours(scratch, database, words);
    for (const Original& table : tables_of(scratch, database))
        if (words.contains(lower(table.name)))
            if (std::string reason = copy(scratch, database, table); !reason.empty())
                not_copied.emplace(lower(table.name), std::move(reason));
    return not_copied;
}

} // namespace varve::mysql
