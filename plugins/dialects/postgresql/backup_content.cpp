#include "backup_content.hpp"

#include "varve/db/transaction.hpp"
#include "varve/error.hpp"

#include <array>
#include <fstream>

namespace varve::postgresql {

namespace {

// What belongs to the first superuser is in no pg_shdepend, so those are asked one by one.
constexpr auto owners_query = R"sql(
SELECT rolname::text FROM pg_roles WHERE oid IN (
  SELECT refobjid FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND deptype = 'o'
    AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  UNION SELECT relowner FROM pg_class WHERE oid >= 16384
  UNION SELECT nspowner FROM pg_namespace WHERE oid >= 16384 AND nspname !~ '^pg_'
  UNION SELECT proowner FROM pg_proc WHERE oid >= 16384
  UNION SELECT typowner FROM pg_type WHERE oid >= 16384) ORDER BY 1)sql";

constexpr auto grantees_query = R"sql(
SELECT rolname::text FROM pg_roles WHERE oid IN (
  SELECT refobjid FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND deptype <> 'o'
    AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())) ORDER BY 1)sql";

// Sequences are left out: what they give out belongs to no moment. An ordering by bytes is the same
// whatever collation the other database has.
constexpr auto rows_query = R"sql(
SELECT c.oid::regclass::text,
  coalesce((SELECT string_agg(quote_ident(attname) || CASE WHEN attcollation <> 0 THEN ' COLLATE "C"' ELSE '' END,
                              E'\n' ORDER BY place)
    FROM pg_index i, unnest(indkey) WITH ORDINALITY AS k(number, place), pg_attribute a
    WHERE indrelid = c.oid AND indisprimary AND a.attrelid = c.oid AND attnum = number), '')
FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
WHERE relkind = 'r' AND relpersistence <> 't' AND nspname !~ '^pg_' AND nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
ORDER BY 1)sql";

constexpr auto large_objects = "(SELECT oid, lo_get(oid) FROM pg_largeobject_metadata) AS objects";

// Each row is a statement that drops something. Event triggers would see all others go; extensions
// go before the schemas that they are in.
constexpr auto drops_query = R"sql(
SELECT 'DROP EVENT TRIGGER IF EXISTS ' || quote_ident(evtname) FROM pg_event_trigger
UNION ALL SELECT 'DROP EXTENSION IF EXISTS ' || quote_ident(extname) || ' CASCADE' FROM pg_extension WHERE extname <> 'plpgsql'
UNION ALL SELECT 'DROP PUBLICATION IF EXISTS ' || quote_ident(pubname) FROM pg_publication
UNION ALL SELECT 'DROP FOREIGN DATA WRAPPER IF EXISTS ' || quote_ident(fdwname) || ' CASCADE' FROM pg_foreign_data_wrapper
UNION ALL SELECT 'DROP SCHEMA IF EXISTS ' || quote_ident(nspname) || ' CASCADE' FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')
UNION ALL SELECT 'SELECT lo_unlink(' || oid || ')' FROM pg_largeobject_metadata)sql";

constexpr auto public_is_pristine = R"sql(
SELECT EXISTS (SELECT FROM pg_namespace n JOIN pg_init_privs p ON objoid = n.oid
               WHERE classoid = 'pg_namespace'::regclass AND nspname = 'public' AND nspacl = initprivs)
  AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_namespace n ON n.oid = d.refobjid
  WHERE d.refclassid = 'pg_namespace'::regclass AND nspname = 'public')
  AND NOT EXISTS (SELECT FROM pg_default_acl a JOIN pg_namespace n ON n.oid = defaclnamespace WHERE nspname = 'public'))sql";

constexpr auto has_public_query =
    "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public')";

std::vector<std::string> texts(Connection& connection, const char* query) {
    std::vector<std::string> all;
    const auto rows = connection.query({query}, std::array{Kind::text}, Fetch::all);
    for (const RowValues& row : read_all(*rows)) all.push_back(row.front().to_string());
    return all;
}

bool is_true(Connection& connection, const char* query) {
    return connection.query_row({query}, std::array{Kind::boolean}).front().cell().as_boolean();
}

// As initdb makes it: since version 15 only the database's owner may create in it.
void make_public_anew(Connection& connection) {
    const bool since_15 =
        is_true(connection, "SELECT current_setting('server_version_num')::int >= 150000");
    connection.execute("DROP SCHEMA IF EXISTS public CASCADE");
    connection.execute(since_15 ? "CREATE SCHEMA public AUTHORIZATION pg_database_owner"
                                : "CREATE SCHEMA public");
    connection.execute(since_15 ? "GRANT USAGE ON SCHEMA public TO PUBLIC"
                                : "GRANT ALL ON SCHEMA public TO PUBLIC");
    connection.execute("COMMENT ON SCHEMA public IS 'standard public schema'");
}

constexpr std::string_view owner_mark = "owner ", grantee_mark = "grantee ", public_mark = "public";

} // namespace

Owners owners_in(Connection& connection) {
    return {texts(connection, owners_query), texts(connection, grantees_query),
            is_true(connection, has_public_query)};
}

void write_owners(const std::filesystem::path& file, const Owners& owners) {
    std::ofstream stream(file);
    for (const std::string& role : owners.owners) stream << owner_mark << role << '\n';
    for (const std::string& role : owners.grantees) stream << grantee_mark << role << '\n';
    if (owners.has_public) stream << public_mark << '\n';
    if (!stream.flush()) throw Error("the file " + file.string() + " cannot be written");
}

Owners read_owners(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) throw Error("the file " + file.string() + " cannot be read");
    Owners owners{.has_public = false};
    for (std::string line; std::getline(stream, line);) {
        if (line == public_mark)
            owners.has_public = true;
        else if (line.starts_with(owner_mark))
            owners.owners.push_back(line.substr(owner_mark.size()));
        else if (line.starts_with(grantee_mark))
            owners.grantees.push_back(line.substr(grantee_mark.size()));
    }
    return owners;
}

std::string why_not_theirs(Connection& connection, const Owners& owners) {
    const Dialect& dialect = connection.dialect();
    const auto row = [&](const std::string& role, const std::string& what) {
        return !connection
                    .query_row({"SELECT 1 FROM pg_roles WHERE rolname = " +
                                dialect.literal(Cell::text(role)) + what})
                    .empty();
    };
    for (const auto& roles : {owners.owners, owners.grantees})
        for (const std::string& role : roles)
            if (!row(role, "")) return "there is no role " + role + " on this server";
    for (const std::string& role : owners.owners)
        if (!row(role, " AND pg_has_role(current_user, oid, 'MEMBER')"))
            return "this user is no member of the role " + role;
    return {};
}

void make_empty(Connection& connection) {
    Transaction transaction(connection);
    for (const std::string& drop : texts(connection, drops_query)) connection.execute(drop);
    if (!is_true(connection, public_is_pristine)) make_public_anew(connection);
    transaction.commit();
}

std::vector<ComparedRows> compared_rows(Connection& connection) {
    std::vector<ComparedRows> all;
    const auto rows =
        connection.query({rows_query}, std::array{Kind::text, Kind::text}, Fetch::all);
    for (const RowValues& row : read_all(*rows)) {
        const std::string name = row[0].to_string();
        ComparedRows compared{name, "ONLY " + name};
        std::string key = row[1].to_string();
        while (!key.empty()) {
            const std::size_t end = std::min(key.find('\n'), key.size());
            compared.key.push_back(key.substr(0, end));
            key.erase(0, end + 1);
        }
        all.push_back(std::move(compared));
    }
    if (is_true(connection, "SELECT EXISTS (SELECT FROM pg_largeobject_metadata)"))
        all.push_back({"large objects", large_objects});
    return all;
}

} // namespace varve::postgresql
