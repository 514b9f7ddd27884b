#include "difference.hpp"

#include <array>

namespace varve::roles {

namespace {

// What was declared, what there is of it, and who makes tables here: the owner of varve's own, or
// else this session's role. `objects` has all that a privilege can be had on: what it is called in
// a statement and in a sentence, what is given on it, and what of that must be and may be given.
// Default privileges are those of objects to come.
constexpr std::string_view objects = R"sql(
, roles AS (
  SELECT r.oid, quote_ident(rolname) AS role, privileges,
    CASE WHEN 'INSERT' = ANY (privileges) THEN ARRAY['USAGE'] ELSE '{}' END AS of_sequences
  FROM declared JOIN pg_roles r ON rolname = name WHERE NOT rolsuper
), spaces AS (
  SELECT oid, nspname, nspowner, nspacl, nspname = ANY (managed) AS managed, nspname = home AS home
  FROM pg_namespace, place WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), relations AS (
  SELECT c.oid, relkind, relowner, relacl, format('%I.%I', nspname, relname) AS sql_name,
    s.home AND (relname = ANY (names) OR prefix <> '' AND left(relname, length(prefix)) = prefix) AS own, s.managed,
    EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid
            AND deptype IN ('a', 'i') AND relkind = 'S') AS is_part
  FROM pg_class c JOIN spaces s ON relnamespace = s.oid, place p
  WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND NOT EXISTS (
    SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
), migrator AS (
  SELECT oid, rolname FROM pg_roles WHERE oid = coalesce(
    (SELECT relowner FROM relations, place WHERE sql_name = format('%I.%I', place.home, names[1])),
    (SELECT oid FROM pg_roles WHERE rolname = current_user))
), maker AS (
  SELECT oid, quote_ident(rolname) AS maker FROM migrator WHERE rolname NOT IN (SELECT name FROM declared)
), defaults AS (
  SELECT s.oid, kind, maker.oid AS owner, maker, defaclacl AS acl
  FROM maker CROSS JOIN (VALUES ('r'::"char"), ('S')) k (kind)
  CROSS JOIN (SELECT oid FROM spaces WHERE managed OR home UNION SELECT 0) s
  LEFT JOIN pg_default_acl ON defaclnamespace = s.oid AND defaclrole = maker.oid AND defaclobjtype = kind
), objects AS (
  SELECT '' AS before, CASE relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || sql_name AS target,
    CASE relkind WHEN 'S' THEN 'the sequence ' ELSE 'the table ' END || sql_name AS thing, relowner AS owner, is_part,
    coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, relowner)) AS acl,
    NULL::aclitem[] AS only_had,
    (SELECT array_agg(a) FROM pg_attribute, unnest(attacl) a WHERE attrelid = oid) AS only_given,
    CASE WHEN own AND relkind = 'S' THEN 'nothing' WHEN own THEN 'reading' WHEN relkind = 'S' THEN 'sequence'
         ELSE 'rows' END AS must, '{}'::text[] AS may
  FROM relations WHERE own OR managed
  UNION ALL SELECT '', 'SCHEMA ' || quote_ident(nspname), 'the schema ' || quote_ident(nspname), nspowner, false,
    coalesce(nspacl, acldefault('n', nspowner)), NULL, NULL, CASE WHEN managed OR home THEN 'usage' ELSE 'nothing' END,
    '{USAGE}' FROM spaces
  UNION ALL SELECT '', 'DATABASE ' || quote_ident(datname), 'the database ' || quote_ident(datname), datdba, false,
    coalesce(datacl, acldefault('d', datdba)), NULL, NULL, 'connect', '{CONNECT, TEMPORARY}'
  FROM pg_database WHERE datname = current_database()
  UNION ALL SELECT '', 'ROUTINE ' || p.oid::regprocedure, 'the routine ' || p.oid::regprocedure, proowner, false,
    NULL, NULL, NULL, 'nothing', '{}' FROM pg_proc p JOIN spaces s ON pronamespace = s.oid WHERE managed
  UNION ALL SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %s%s ', maker, ' IN SCHEMA ' || quote_ident(nspname)),
    CASE kind WHEN 'S' THEN 'SEQUENCES' ELSE 'TABLES' END,
    format('%s that %s makes%s', CASE kind WHEN 'S' THEN 'sequences' ELSE 'tables' END, maker,
           ' in ' || quote_ident(nspname)), owner, true, acl,
    CASE WHEN nspname IS NOT NULL THEN (SELECT acl FROM defaults e WHERE e.oid = 0 AND e.kind = d.kind) END, NULL,
    CASE WHEN nspname IS NULL OR NOT managed AND kind = 'S' THEN 'nothing' WHEN NOT managed THEN 'reading'
         WHEN kind = 'S' THEN 'sequence' ELSE 'rows' END,
    CASE WHEN nspname IS NULL AND kind = 'S' THEN '{USAGE}' WHEN nspname IS NULL THEN '{SELECT,INSERT,UPDATE,DELETE}'
         ELSE '{}' END::text[]
  FROM defaults d LEFT JOIN spaces USING (oid)
), wanted AS (
  SELECT r.oid, role, o.*, CASE must WHEN 'rows' THEN privileges WHEN 'sequence' THEN of_sequences
    WHEN 'reading' THEN '{SELECT}' WHEN 'usage' THEN '{USAGE}' WHEN 'connect' THEN '{CONNECT}' ELSE '{}' END AS required
  FROM roles r, objects o
)
)sql";

constexpr std::string_view of_roles = R"sql(
SELECT format('there is no role %I', name), format('CREATE ROLE %I LOGIN', name), false
FROM declared WHERE name NOT IN (SELECT rolname FROM pg_roles)
UNION ALL SELECT format('the role %I may do more than any grant says: it is %s', name,
                        replace(attributes, 'NO', '')), format('ALTER ROLE %I %s', name, attributes), false
FROM declared JOIN pg_roles ON rolname = name, LATERAL concat_ws(' ', CASE WHEN rolsuper THEN 'NOSUPERUSER' END,
  CASE WHEN rolbypassrls THEN 'NOBYPASSRLS' END, CASE WHEN rolcreaterole THEN 'NOCREATEROLE' END,
  CASE WHEN rolcreatedb THEN 'NOCREATEDB' END) attributes WHERE attributes <> ''
UNION ALL SELECT format('migrations run as the role %I, which may do rows only; make another for them', rolname), '',
  false
FROM migrator WHERE NOT EXISTS (SELECT FROM maker)
UNION ALL SELECT format('there is no schema %I that roles.schemas could mean', one), '', false
FROM place, unnest(managed) one WHERE one NOT IN (SELECT nspname FROM pg_namespace)
UNION ALL SELECT format('the role %s is a member of %I, and may do more by it', role, rolname),
  format('REVOKE %I FROM %s', rolname, role), false
FROM roles JOIN pg_auth_members ON member = roles.oid JOIN pg_roles r ON r.oid = roleid
WHERE EXISTS (SELECT FROM pg_roles m WHERE pg_has_role(roleid, m.oid, 'MEMBER') AND (m.rolsuper OR m.rolcreaterole
  OR m.oid IN (SELECT owner FROM objects UNION SELECT oid FROM maker)
  OR m.rolname IN ('pg_read_all_data', 'pg_write_all_data', 'pg_execute_server_program', 'pg_read_server_files',
                   'pg_write_server_files')))
UNION ALL SELECT format('the role %s owns %s, and an owner may do all', role, thing),
  coalesce(format('ALTER %s OWNER TO %s', target, (SELECT maker FROM maker)), ''), false
FROM wanted WHERE owner = oid AND NOT is_part
)sql";

// Privileges keep the order in which people name them.
constexpr std::string_view of_privileges = R"sql(
SELECT format('the role %s lacks %s on %s', role, list, thing) COLLATE "C",
  format('%sGRANT %s ON %s TO %s', before, list, target, role), pg_has_role(owner, 'USAGE')
FROM (
  SELECT role, before, target, thing, owner, string_agg(privilege, ', ' ORDER BY place) AS list
  FROM wanted, unnest(required) WITH ORDINALITY p (privilege, place)
  WHERE NOT EXISTS (SELECT FROM aclexplode(acl || only_had) a WHERE privilege_type = privilege
                    AND (grantee = 0 OR pg_has_role(wanted.oid, grantee, 'USAGE')))
  GROUP BY role, before, target, thing, owner) lacking
UNION ALL SELECT format('the role %s has %s%s on %s%s', role, grantable, list, thing,
                        ', by way of ' || nullif(whose, role)),
  format('%sREVOKE %s%s ON %s FROM %s', before, grantable, list, target, whose), pg_has_role(owner, 'USAGE')
FROM (
  SELECT role, before, target, thing, owner,
    CASE WHEN privilege_type = ANY (required || may) THEN 'GRANT OPTION FOR ' ELSE '' END AS grantable,
    coalesce(quote_ident(rolname), 'PUBLIC') AS whose, string_agg(DISTINCT privilege_type, ', ') AS list
  FROM wanted, aclexplode(acl || only_given) LEFT JOIN pg_roles g ON g.oid = grantee
  WHERE (grantee = 0 OR pg_has_role(wanted.oid, grantee, 'MEMBER')) AND grantee <> owner
    AND (is_grantable OR privilege_type <> ALL (required || may))
  GROUP BY role, before, target, thing, owner, 6, 7) too_much
ORDER BY 1
)sql";

class Texts {
public:
    explicit Texts(const Dialect& dialect) : dialect_(dialect) {}

    std::string text(std::string_view value) const { return dialect_.literal(Cell::text(value)); }
    std::string array(const std::vector<std::string>& values) const {
        std::string list;
        for (const std::string& value : values) list += (list.empty() ? "" : ", ") + text(value);
        return "ARRAY[" + list + "]::text[]";
    }

private:
    const Dialect& dialect_;
};

std::string given(const Dialect& dialect, const Declaration& declared) {
    const Texts texts(dialect);
    std::string rows;
    for (const Role& role : declared.roles)
        rows += (rows.empty() ? "(" : ", (") + texts.text(role.name) + ", " +
                texts.array(role.privileges) + ')';
    return "WITH declared (name, privileges) AS (VALUES " + rows +
           "), place (managed, home, names, prefix) AS (VALUES (" + texts.array(declared.schemas) +
           ", " + texts.text(declared.own.name_space) + ", " + texts.array(declared.own.names) +
           ", " + texts.text(declared.own.prefix) + "))";
}

void add(Connection& connection, const std::string& query, std::vector<Difference>& found) {
    constexpr std::array kinds{Kind::text, Kind::text, Kind::boolean};
    const auto rows = connection.query({query}, kinds);
    std::array<Cell, kinds.size()> row;
    while (rows->next(row))
        found.push_back({.what = std::string(row[0].as_text()),
                         .statement = std::string(row[1].as_text()),
                         .ours = row[2].as_boolean()});
}

} // namespace

std::vector<Difference> postgresql_differences(Connection& connection,
                                               const Declaration& declared) {
    const std::string common = given(connection.dialect(), declared) + std::string(objects);
    std::vector<Difference> found;
    add(connection, common + std::string(of_roles), found);
    add(connection, common + std::string(of_privileges), found);
    return found;
}

} // namespace varve::roles
