#include "names.hpp"
#include "traits.hpp"

namespace varve::postgresql {

namespace {

std::string regclass(std::string_view written) {
    return "pg_catalog.to_regclass(" + string_literal(written) + ')';
}

// 'present:<oid>' or 'absent', of the one row of a catalog that `condition` picks.
Probe existence(std::string_view catalog, const std::string& condition) {
    return {.state = "SELECT coalesce((SELECT 'present:' || oid FROM pg_catalog." +
                     std::string(catalog) + " WHERE " + condition + "), 'absent')"};
}

std::string name_of_object(TokenCursor& cursor) {
    cursor.accept({"IF", "EXISTS"});
    cursor.accept({"IF", "NOT", "EXISTS"});
    return cursor.accept_name();
}

// The index is in the schema of its table. Where the table has none in the text, only an index that
// its bare name finds can be dropped without the risk of dropping another.
Probe of_index_build(TokenCursor cursor) {
    const std::string index = name_of_object(cursor);
    cursor.accept("ON");
    cursor.accept("ONLY");
    const std::string table = cursor.accept_name();
    const std::string schema = read_name(table).name_space;
    const std::string name = read_name(index).name;
    const std::string target = schema.empty()
                                   ? quoted_identifier(name)
                                   : quoted_identifier(schema) + '.' + quoted_identifier(name);
    return {.state = "SELECT coalesce((SELECT CASE WHEN i.indisvalid THEN 'valid:' || c.oid WHEN "
                     "c.oid = " +
                     regclass(target) +
                     " THEN 'partial' END FROM pg_catalog.pg_class c JOIN pg_catalog.pg_index i ON "
                     "i.indexrelid = c.oid WHERE i.indrelid = " +
                     regclass(table) + " AND c.relname = " + string_literal(name) + "), 'absent')",
            .cleanup = "DROP INDEX CONCURRENTLY IF EXISTS " + target};
}

// A DROP INDEX CONCURRENTLY that was interrupted leaves an invalid index, which can be dropped
// again.
Probe of_index_drop(TokenCursor cursor) {
    const std::string index = name_of_object(cursor);
    return {.state = "SELECT coalesce('present:' || " + regclass(index) + "::oid, 'absent')"};
}

// What a REINDEX CONCURRENTLY builds beside an index has its name and _ccnew, what it replaces has
// _ccold; both are invalid while they are there.
Probe of_rebuild(const std::string& indexes) {
    const std::string leftovers = "pg_catalog.pg_class c JOIN pg_catalog.pg_index i ON "
                                  "i.indexrelid = c.oid WHERE NOT i.indisvalid AND c.relname ~ "
                                  "'_cc(new|old)[0-9]*$' AND " +
                                  indexes;
    return {.state = "SELECT CASE WHEN EXISTS (SELECT 1 FROM " + leftovers +
                     ") THEN 'partial' ELSE coalesce((SELECT 'indexes:' || "
                     "pg_catalog.string_agg(i.indexrelid::text, ',' ORDER BY i.indexrelid) FROM "
                     "pg_catalog.pg_index i WHERE " +
                     indexes + "), 'absent') END",
            .cleanup = "DO $varve$ DECLARE leftover text; BEGIN FOR leftover IN SELECT "
                       "i.indexrelid::pg_catalog.regclass FROM " +
                       leftovers +
                       " LOOP EXECUTE 'DROP INDEX ' || leftover; END LOOP; END $varve$"};
}

void add_for_reindex(TokenCursor cursor, StatementTraits& traits) {
    traits.repeatable = true;
    if (cursor.peek().is("(")) cursor.skip_past({")"});
    const bool one_index = cursor.accept("INDEX");
    if (!one_index && !cursor.accept("TABLE")) return;
    cursor.accept("CONCURRENTLY");
    const std::string target = regclass(cursor.accept_name());
    traits.probe =
        of_rebuild(one_index ? "i.indrelid = (SELECT x.indrelid FROM pg_catalog.pg_index "
                               "x WHERE x.indexrelid = " +
                                   target + ")"
                             : "i.indrelid = " + target);
}

// FINALIZE is the only way on from a detachment that was interrupted.
Probe of_detachment(const std::string& table, const std::string& partition) {
    const std::string pair =
        " FROM pg_catalog.pg_inherits WHERE inhrelid = " + regclass(partition) +
        " AND inhparent = " + regclass(table);
    return {.state = "SELECT coalesce((SELECT CASE WHEN inhdetachpending THEN 'partial' ELSE "
                     "'attached' END" +
                     pair + "), 'detached')",
            .cleanup = "ALTER TABLE " + table + " DETACH PARTITION " + partition + " FINALIZE",
            .cleanup_completes = true};
}

Probe of_enum_value(TokenCursor cursor, const std::string& type) {
    const std::string label(cursor.take().text);
    return existence("pg_enum", "enumtypid = pg_catalog.to_regtype(" + string_literal(type) +
                                    ") AND enumlabel = " + label);
}

std::string subscription(std::string_view written) {
    return "subname = " + string_literal(read_name(written).name) +
           " AND subdbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = "
           "pg_catalog.current_database())";
}

void add_for_create(TokenCursor cursor, StatementTraits& traits) {
    cursor.accept("UNIQUE");
    if (cursor.accept({"INDEX", "CONCURRENTLY"})) {
        traits.probe = of_index_build(cursor);
        return;
    }
    const std::string kind(cursor.take().text);
    const std::string name = name_of_object(cursor);
    const std::string literal = string_literal(read_name(name).name);
    if (same_word(kind, "DATABASE"))
        traits.probe = existence("pg_database", "datname = " + literal);
    if (same_word(kind, "TABLESPACE"))
        traits.probe = existence("pg_tablespace", "spcname = " + literal);
    if (same_word(kind, "SUBSCRIPTION"))
        traits.probe = existence("pg_subscription", subscription(name));
}

void add_for_drop(TokenCursor cursor, StatementTraits& traits) {
    if (cursor.accept({"INDEX", "CONCURRENTLY"})) {
        traits.repeatable = cursor.peek().is("IF");
        traits.probe = of_index_drop(cursor);
        return;
    }
    add_for_create(cursor, traits);
    traits.repeatable = cursor.peek(1).is("IF");
}

void add_for_alter(TokenCursor cursor, StatementTraits& traits) {
    if (cursor.accept("TABLE")) {
        cursor.accept({"IF", "EXISTS"});
        cursor.accept("ONLY");
        const std::string table = cursor.accept_name();
        cursor.accept("*");
        cursor.accept({"DETACH", "PARTITION"});
        traits.probe = of_detachment(table, cursor.accept_name());
    } else if (cursor.accept("TYPE")) {
        const std::string type = cursor.accept_name();
        cursor.accept({"ADD", "VALUE"});
        traits.repeatable = cursor.accept({"IF", "NOT", "EXISTS"});
        traits.probe = of_enum_value(cursor, type);
    } else if (cursor.accept("SUBSCRIPTION")) {
        const std::string name = cursor.accept_name();
        traits.repeatable = !cursor.accept_any({"ADD", "DROP"});
        if (!traits.repeatable)
            traits.probe = Probe{.state = "SELECT coalesce((SELECT 'publishes:' || "
                                          "subpublications::text FROM pg_catalog.pg_subscription "
                                          "WHERE " +
                                          subscription(name) + "), 'absent')"};
    } else {
        traits.repeatable = true; // ALTER SYSTEM, ALTER DATABASE … SET TABLESPACE
    }
}

// COMMIT PREPARED 'x' and ROLLBACK PREPARED 'x'.
Probe of_prepared_transaction(TokenCursor cursor) {
    return {.state = "SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_prepared_xacts WHERE "
                     "gid = " +
                     std::string(cursor.take().text) + ") THEN 'prepared' ELSE 'absent' END"};
}

} // namespace

void add_probe(StatementTraits& traits, std::span<const Token> tokens) {
    TokenCursor cursor(tokens);
    if (cursor.accept("CREATE"))
        add_for_create(cursor, traits);
    else if (cursor.accept("DROP"))
        add_for_drop(cursor, traits);
    else if (cursor.accept("ALTER"))
        add_for_alter(cursor, traits);
    else if (cursor.accept("REINDEX"))
        add_for_reindex(cursor, traits);
    else if (cursor.accept_any({"COMMIT", "ROLLBACK"}) && cursor.accept("PREPARED"))
        traits.probe = of_prepared_transaction(cursor);
    else
        traits.repeatable = true; // VACUUM, CLUSTER
}

} // namespace varve::postgresql
