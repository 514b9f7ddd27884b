#include "diagnosis.hpp"

#include "names.hpp"

namespace varve::postgresql {

using Severity = Diagnosis::Severity;

namespace {

std::string text_at(const std::vector<Value>& row, std::size_t index) {
    return row[index].is_null() ? std::string() : row[index].to_string();
}

struct Place {
    std::string role, search_path, current_schema;
};

Place place_of(Connection& connection) {
    const std::vector<Value> row =
        connection.query_row({"SELECT current_user, pg_catalog.current_setting('search_path'), "
                              "pg_catalog.current_schema()"});
    return {text_at(row, 0), text_at(row, 1), text_at(row, 2)};
}

Diagnosis missing_schema(const std::string& what, const std::string& schema,
                         const std::string& role) {
    return {.severity = Severity::problem,
            .what = what,
            .remedy = "check the name, or let an administrator make the schema:",
            .sql = "CREATE SCHEMA " + quoted_identifier(schema) + " AUTHORIZATION " +
                   quoted_identifier(role)};
}

// The first of a search path that can be a schema's name.
std::string first_of(const std::string& search_path, const std::string& role) {
    std::string first = search_path.substr(0, search_path.find(','));
    if (first == "\"$user\"") return role;
    if (first.size() > 1 && first.front() == '"') first = first.substr(1, first.size() - 2);
    return first.empty() ? "public" : first;
}

void check_schema(Connection& connection, const std::string& schema, const std::string& role,
                  std::vector<Diagnosis>& found) {
    const std::vector<Value> row = connection.query_row(
        {"SELECT pg_catalog.has_schema_privilege(oid, 'CREATE'), "
         "pg_catalog.has_schema_privilege(oid, 'USAGE') FROM pg_catalog.pg_namespace WHERE "
         "nspname = " +
         string_literal(schema)});
    if (row.empty()) {
        found.push_back(missing_schema("there is no schema " + schema, schema, role));
        return;
    }
    const bool may_create = row[0].cell().as_boolean();
    const bool may_use = row[1].cell().as_boolean();
    if (may_create && may_use) return;
    found.push_back({.severity = Severity::problem,
                     .what = "the role " + role + " may not " +
                             (may_create ? "use" : "create tables in") + " the schema " + schema,
                     .remedy = "let its owner, or an administrator, say:",
                     .sql = "GRANT USAGE, CREATE ON SCHEMA " + quoted_identifier(schema) + " TO " +
                            quoted_identifier(role)});
}

// Those of varve's own tables that the role may not use as it must, and what it lacks.
void check_tables(Connection& connection, const std::string& schema, const CheckRequest& request,
                  const std::string& role, std::vector<Diagnosis>& found) {
    std::string names;
    for (const std::string& table : request.tables)
        names += (names.empty() ? "" : ", ") + string_literal(table);
    const std::vector<Value> row = connection.query_row(
        {"SELECT pg_catalog.string_agg(DISTINCT pg_catalog.quote_ident(n.nspname) || '.' || "
         "pg_catalog.quote_ident(c.relname), ', '), pg_catalog.string_agg(DISTINCT p, ', '), "
         "pg_catalog.string_agg(DISTINCT pg_catalog.pg_get_userbyid(c.relowner)::text, ', ') FROM "
         "pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace, "
         "pg_catalog.unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p WHERE n.nspname "
         "= " +
         string_literal(schema) + " AND c.relname IN (" + names +
         ") AND c.relkind IN ('r', 'p') AND NOT pg_catalog.has_table_privilege(c.oid, p)"});
    if (row[0].is_null()) return;
    found.push_back({.severity = Severity::problem,
                     .what = "the role " + role + " may not " + text_at(row, 1) +
                             " in varve's own tables " + text_at(row, 0) + ", which belong to " +
                             text_at(row, 2),
                     .remedy = "run varve as their owner, or let the owner say:",
                     .sql = "GRANT SELECT, INSERT, UPDATE, DELETE ON " + text_at(row, 0) + " TO " +
                            quoted_identifier(role)});
}

} // namespace

std::vector<Diagnosis> check_rights(Connection& connection, const CheckRequest& request) {
    const auto [role, search_path, current] = place_of(connection);
    const std::string& home = request.name_space.empty() ? current : request.name_space;
    std::vector<Diagnosis> found;
    if (current.empty())
        found.push_back(missing_schema("there is no schema to make tables in: the search_path (" +
                                           search_path + ") names none that this role can use",
                                       first_of(search_path, role), role));
    else
        check_schema(connection, current, role, found);
    if (!home.empty() && home != current) check_schema(connection, home, role, found);
    check_tables(connection, home, request, role, found);
    if (!found.empty()) return found;
    return {{.what = "the role " + role + " may make tables in " + current +
                     (home == current ? "" : ", and varve's own in " + home)}};
}

} // namespace varve::postgresql
