#include "difference.hpp"
#include "mysql_accounts.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace varve::roles {

namespace {

using Privileges = std::vector<std::string>;

// They neither change a schema nor read or write a row.
constexpr std::array<std::string_view, 7> harmless{
    "USAGE",          "SHOW VIEW", "EXECUTE", "LOCK TABLES", "CREATE TEMPORARY TABLES",
    "SHOW DATABASES", "PROCESS"};
constexpr std::array<std::string_view, 4> of_rows{"SELECT", "INSERT", "UPDATE", "DELETE"};

bool has(const auto& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

std::string joined(const Privileges& privileges) {
    std::string text;
    for (const std::string& one : privileges) text += (text.empty() ? "" : ", ") + one;
    return text;
}

/// Where a privilege counts: everywhere, in the databases of a pattern, in a table, in a column.
struct Place {
    std::string database = {}, table = {}, column = {};

    friend auto operator<=>(const Place&, const Place&) = default;
};

// % and _ as in LIKE.
bool matches(std::string_view pattern, std::string_view name) {
    if (pattern.empty()) return name.empty();
    if (pattern.front() == '%') {
        for (std::size_t i = 0; i <= name.size(); ++i)
            if (matches(pattern.substr(1), name.substr(i))) return true;
        return false;
    }
    if (name.empty()) return false;
    if (pattern.front() == '_') return matches(pattern.substr(1), name.substr(1));
    if (pattern.front() == '\\' && pattern.size() > 1) pattern.remove_prefix(1);
    return pattern.front() == name.front() && matches(pattern.substr(1), name.substr(1));
}

std::string pattern_of(std::string_view database) {
    std::string pattern;
    for (const char c : database)
        pattern += (c == '_' || c == '%' || c == '\\' ? "\\" : "") + std::string(1, c);
    return pattern;
}

bool is_exactly(std::string_view pattern, std::string_view database) {
    return pattern == database || pattern == pattern_of(database);
}

/// What was granted to an account and to its roles.
class Rights {
public:
    Rights(Connection& connection, const std::vector<Account>& accounts) {
        std::string grantees;
        for (const Account& one : accounts)
            grantees += (grantees.empty() ? "" : ", ") +
                        connection.dialect().literal(Cell::text(one.grantee()));
        const auto view = [&](const char* columns, const char* name) {
            return std::string("SELECT grantee, ") + columns +
                   ", privilege_type, is_grantable FROM information_schema." + name +
                   "_privileges WHERE grantee IN (" + grantees + ')';
        };
        const std::string query = view("'', '', ''", "user") + " UNION ALL " +
                                  view("table_schema, '', ''", "schema") + " UNION ALL " +
                                  view("table_schema, table_name, ''", "table") + " UNION ALL " +
                                  view("table_schema, table_name, column_name", "column");
        for (auto& row : rows_of(connection, query, 6)) {
            const auto who = std::ranges::find(accounts, row[0], &Account::grantee);
            auto& held = held_[{who - accounts.begin(), {row[1], row[2], row[3]}}];
            held.push_back(row[4]);
            if (row[5] == "YES" && !has(held, "GRANT OPTION")) held.push_back("GRANT OPTION");
        }
    }

    /// By account and place.
    const auto& all() const noexcept { return held_; }

    /// How the account's own grants in this database are spelled.
    std::string pattern(const std::string& database) const {
        for (const auto& [key, privileges] : held_)
            if (key.first == 0 && key.second.table.empty() &&
                is_exactly(key.second.database, database))
                return key.second.database;
        return pattern_of(database);
    }

    bool held(const Place& place, std::string_view privilege) const {
        return std::ranges::any_of(held_, [&](const auto& one) {
            return one.first.second == place && has(one.second, privilege);
        });
    }

private:
    std::map<std::pair<std::ptrdiff_t, Place>, Privileges> held_;
};

/// Compares one role with what it may do.
class Comparison {
public:
    Comparison(Connection& connection, const Declaration& declared, const Role& role,
               const Accounts& accounts, std::vector<Difference>& found)
        : connection_(connection), dialect_(connection.dialect()), declared_(declared), role_(role),
          account_(accounts.named(role.name)), accounts_(accounts.with_roles(account_)),
          is_self_(account_ == accounts.self()), rights_(connection, accounts_), found_(found) {}

    void compare() {
        for (const std::string& database : declared_.schemas) need_in(database);
        if (!is_managed(declared_.own.name_space))
            need(in_database(declared_.own.name_space), {"SELECT"});
        for (const auto& [key, privileges] : rights_.all())
            refuse(accounts_[static_cast<std::size_t>(key.first)], key.second, privileges);
    }

private:
    bool is_managed(const std::string& database) const { return has(declared_.schemas, database); }
    bool is_own(const std::string& table) const {
        return has(declared_.own.names, table) ||
               (!declared_.own.prefix.empty() && table.starts_with(declared_.own.prefix));
    }
    Place in_database(const std::string& database) const { return {rights_.pattern(database)}; }

    // Rights in a database are rights in varve's tables, where they are in it: then only reading is
    // given so, and writing by the table.
    Privileges for_database(const std::string& database) const {
        if (database != declared_.own.name_space) return role_.privileges;
        return role_.may("SELECT") ? Privileges{"SELECT"} : Privileges{};
    }

    void need_in(const std::string& database) {
        need(in_database(database), for_database(database));
        if (database != declared_.own.name_space) return;
        for (const auto& row :
             rows_of(connection_,
                     "SELECT table_name FROM information_schema.tables WHERE table_schema = " +
                         dialect_.literal(Cell::text(database)) + " ORDER BY table_name",
                     1)) {
            Privileges wanted = is_own(row[0]) ? Privileges{"SELECT"} : role_.privileges;
            if (role_.may("SELECT")) std::erase(wanted, "SELECT"); // it has that in all of them
            need({database, row[0]}, wanted);
        }
    }

    void need(const Place& place, const Privileges& wanted) {
        Privileges lacking;
        for (const std::string& one : wanted)
            if (!rights_.held(place, one)) lacking.push_back(one);
        if (lacking.empty()) return;
        add("lacks " + joined(lacking) + " on " + shown(place),
            "GRANT " + joined(lacking) + " ON " + target(place) + " TO " + account_.sql(dialect_),
            !is_self_);
    }

    bool may_have(const Place& place, std::string_view privilege) const {
        if (has(harmless, privilege)) return true;
        if (place.database.empty()) return false;
        if (!place.table.empty()) {
            const bool own = place.database == declared_.own.name_space && is_own(place.table);
            if (own) return privilege == "SELECT";
            return is_managed(place.database) ? role_.may(privilege) : has(of_rows, privilege);
        }
        if (matches(place.database, declared_.own.name_space) && privilege != "SELECT")
            return false;
        for (const std::string& database : declared_.schemas)
            if (matches(place.database, database)) return role_.may(privilege);
        return has(of_rows, privilege);
    }

    void refuse(const Account& account, const Place& place, const Privileges& privileges) {
        Privileges excess;
        for (const std::string& one : privileges)
            if (!may_have(place, one)) excess.push_back(one);
        if (excess.empty()) return;
        const std::string source =
            account == account_ ? "" : ", by way of the role " + account.user;
        const std::string column =
            place.column.empty() ? "" : " (" + dialect_.quote(place.column) + ')';
        std::string list;
        for (const std::string& one : excess) list += (list.empty() ? "" : ", ") + one + column;
        const bool ours = !is_self_ && (is_managed(place.database) ||
                                        is_exactly(place.database, declared_.own.name_space));
        add("has " + joined(excess) + " on " + shown(place) + source,
            "REVOKE " + list + " ON " + target(place) + " FROM " + account.sql(dialect_), ours);
    }

    std::string target(const Place& place) const {
        const std::string database = place.database.empty() ? "*" : dialect_.quote(place.database);
        return database + '.' + (place.table.empty() ? "*" : dialect_.quote(place.table));
    }
    static std::string shown(const Place& place) {
        if (place.database.empty()) return "*.*";
        std::string database = place.database;
        if (place.table.empty()) std::erase(database, '\\');
        return database + '.' + (place.table.empty() ? "*" : place.table) +
               (place.column.empty() ? "" : '.' + place.column);
    }

    void add(const std::string& what, std::string statement, bool ours) {
        found_.push_back({.what = "the user " + account_.sql(dialect_) + ' ' + what,
                          .statement = std::move(statement),
                          .ours = ours});
    }

    Connection& connection_;
    const Dialect& dialect_;
    const Declaration& declared_;
    const Role& role_;
    Account account_;
    std::vector<Account> accounts_; ///< itself first
    bool is_self_;
    Rights rights_;
    std::vector<Difference>& found_;
};

} // namespace

std::vector<Difference> mysql_differences(Connection& connection, const Declaration& declared) {
    const Accounts accounts(connection);
    const Dialect& dialect = connection.dialect();
    std::vector<Difference> found;
    for (const Role& role : declared.roles) {
        const Account account = accounts.named(role.name);
        const std::string sql = account.sql(dialect);
        if (accounts.knows(account))
            Comparison(connection, declared, role, accounts, found).compare();
        else if (accounts.visible())
            found.push_back({.what = "there is no user " + sql,
                             .statement = "CREATE USER " + sql,
                             .ours = false});
        else
            found.push_back(
                {.what = "the user " + accounts.self().sql(dialect) + " is not told what " + sql +
                         " may do",
                 .statement = "GRANT SELECT ON mysql.* TO " + accounts.self().sql(dialect),
                 .ours = false});
    }
    return found;
}

} // namespace varve::roles
