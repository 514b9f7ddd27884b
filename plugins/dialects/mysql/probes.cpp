#include "names.hpp"
#include "traits.hpp"

#include <algorithm>
#include <map>
#include <mutex>

namespace varve::mysql {

namespace {

// A literal that means the same whatever sql_mode says.
std::string name_literal(std::string_view name) {
    if (name.find_first_of("'\\") == std::string_view::npos) return '\'' + std::string(name) + '\'';
    constexpr std::string_view digits = "0123456789abcdef";
    std::string literal = "_utf8mb4 0x";
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        literal += digits[byte >> 4U];
        literal += digits[byte & 15U];
    }
    return literal;
}

std::string database_literal(const QualifiedName& name) {
    return name.database.empty() ? "DATABASE()" : name_literal(name.database);
}

/// The rows of a view of information_schema: which, and which columns of them count.
struct Source {
    std::string view;
    std::string database; ///< the column with the database of the object
    std::string name;     ///< the column with its name
    std::string columns;
    std::string broken = {}; ///< true of a row whose object cannot be read
};

std::string condition(const Source& source, const QualifiedName& name) {
    return source.database + " = " + database_literal(name) + " AND " + source.name + " = " +
           name_literal(name.name);
}

// QUOTE tells NULL from text, and one column from the next.
std::string row_text(std::string_view columns) {
    std::string text = "CONCAT_WS(','";
    while (!columns.empty()) {
        const std::size_t end = std::min(columns.find(' '), columns.size());
        text.append(", QUOTE(").append(columns.substr(0, end)).append(")");
        columns.remove_prefix(std::min(end + 1, columns.size()));
    }
    return text + ')';
}

/// A digest of some rows about a table, in the words around the table's database and name.
struct Digest {
    std::string to_database, to_name;
};

// Rows in any order become a count and the exclusive or of 64 bits of each one's MD5: of changes,
// one in 2^64 goes unseen. GROUP_CONCAT would cut a long text, and CRC32, which is linear, would
// not see that two columns changed places.
Digest digest_of(const Source& source) {
    const std::string broken =
        source.broken.empty() ? "" : "IF(SUM(" + source.broken + "), 'partial: ', ''), ";
    return {"(SELECT CONCAT(" + broken + "COUNT(*), ':', HEX(BIT_XOR(CAST(CONV(LEFT(MD5(" +
                row_text(source.columns) +
                "), 16), 16, 10) AS UNSIGNED)))) FROM information_schema." + source.view +
                " WHERE " + source.database + " = ",
            " AND " + source.name + " = "};
}

// A server that died may have lost one of its files.
Source table_itself() {
    return {"TABLES", "TABLE_SCHEMA", "TABLE_NAME",
            "TABLE_NAME TABLE_TYPE ENGINE ROW_FORMAT TABLE_COLLATION CREATE_OPTIONS TABLE_COMMENT",
            "TABLE_TYPE = 'BASE TABLE' AND ENGINE IS NULL"};
}

// What makes up a table, less what its rows change: their number, AUTO_INCREMENT, cardinalities.
std::vector<Source> sources_of_table(const SqlMode& mode) {
    const bool generates = mode.is_mariadb_from(100205) || mode.is_mysql_from(50706);
    const bool hides = mode.is_mysql_from(80013);
    std::vector<Source> sources{
        table_itself(),
        {"COLUMNS", "TABLE_SCHEMA", "TABLE_NAME",
         "COLUMN_NAME ORDINAL_POSITION COLUMN_DEFAULT IS_NULLABLE COLUMN_TYPE CHARACTER_SET_NAME "
         "COLLATION_NAME EXTRA COLUMN_COMMENT" +
             std::string(generates ? " GENERATION_EXPRESSION" : "") +
             (mode.is_mysql_from(80003) ? " SRS_ID" : "")},
        {"STATISTICS", "TABLE_SCHEMA", "TABLE_NAME",
         "INDEX_NAME SEQ_IN_INDEX NON_UNIQUE COLUMN_NAME COLLATION SUB_PART INDEX_TYPE COMMENT "
         "INDEX_COMMENT" +
             std::string(hides ? " IS_VISIBLE EXPRESSION" : "") +
             (mode.is_mariadb_from(100600) ? " IGNORED" : "")},
        {"TABLE_CONSTRAINTS", "TABLE_SCHEMA", "TABLE_NAME",
         "CONSTRAINT_NAME CONSTRAINT_TYPE" +
             std::string(mode.is_mysql_from(80016) ? " ENFORCED" : "")},
        {"KEY_COLUMN_USAGE", "TABLE_SCHEMA", "TABLE_NAME",
         "CONSTRAINT_NAME ORDINAL_POSITION COLUMN_NAME REFERENCED_TABLE_SCHEMA "
         "REFERENCED_TABLE_NAME REFERENCED_COLUMN_NAME"},
        {"REFERENTIAL_CONSTRAINTS", "CONSTRAINT_SCHEMA", "TABLE_NAME",
         "CONSTRAINT_NAME UPDATE_RULE DELETE_RULE"},
        {"PARTITIONS", "TABLE_SCHEMA", "TABLE_NAME",
         "PARTITION_NAME SUBPARTITION_NAME PARTITION_ORDINAL_POSITION "
         "SUBPARTITION_ORDINAL_POSITION PARTITION_METHOD SUBPARTITION_METHOD PARTITION_EXPRESSION "
         "SUBPARTITION_EXPRESSION PARTITION_DESCRIPTION PARTITION_COMMENT"}};
    if (mode.is_mariadb_from(100310))
        sources.push_back({"CHECK_CONSTRAINTS", "CONSTRAINT_SCHEMA", "TABLE_NAME",
                           "CONSTRAINT_NAME CHECK_CLAUSE"});
    if (mode.is_mysql_from(80016))
        sources.push_back({"CHECK_CONSTRAINTS JOIN information_schema.TABLE_CONSTRAINTS USING "
                           "(CONSTRAINT_SCHEMA, CONSTRAINT_NAME)",
                           "TABLE_SCHEMA", "TABLE_NAME", "CONSTRAINT_NAME CHECK_CLAUSE"});
    return sources;
}

// Made once for each kind of server, for they are long and asked for by many statements.
const std::vector<Digest>& digests_of_table(const SqlMode& mode) {
    static std::mutex mutex;
    static std::map<std::pair<bool, int>, std::vector<Digest>> known;
    const std::scoped_lock lock(mutex);
    std::vector<Digest>& digests = known[{mode.is_mariadb, mode.version_number}];
    if (digests.empty())
        for (const Source& source : sources_of_table(mode)) digests.push_back(digest_of(source));
    return digests;
}

/// Reads one statement, whose tokens `cursor` has taken up to the kind of the object.
class Prober {
public:
    Prober(const SqlMode& mode, StatementTraits& traits) : mode_(mode), traits_(traits) {}

    // The definitions of tables, each apart.
    void tables(const std::vector<std::string>& written) {
        constexpr std::size_t usual = 3072; // bytes for a table
        std::string state = "SELECT CONCAT_WS(' '";
        state.reserve(usual * written.size());
        for (const std::string& name : written) {
            if (name.empty()) return;
            const QualifiedName table = read_name(name, mode_);
            const std::string database = database_literal(table);
            const std::string literal = name_literal(table.name);
            for (const auto& [to_database, to_name] : digests_of_table(mode_))
                state.append(", ")
                    .append(to_database)
                    .append(database)
                    .append(to_name)
                    .append(literal) += ')';
        }
        traits_.probe = Probe{.state = state += ')'};
    }

    // 'present' or 'absent'; where some are there and some are not, 'partial'.
    void existence(const Source& source, const std::vector<std::string>& written) {
        std::string count;
        for (const std::string& name : written) {
            if (name.empty()) return;
            count += (count.empty() ? "" : " + ") + exists(source, read_name(name, mode_));
        }
        traits_.probe =
            Probe{.state = "SELECT CONCAT_WS('', CASE " + count + " WHEN 0 THEN 'absent' WHEN " +
                           std::to_string(written.size()) + " THEN 'present' ELSE 'partial' END)"};
    }

    // A server that dies between two objects leaves the rest, which IF EXISTS finishes.
    void drops(const Token& kind, const Source& source, const std::vector<std::string>& written) {
        existence(source, written);
        if (!traits_.probe || written.size() == 1) return;
        std::string names;
        for (const std::string& name : written) names += (names.empty() ? "" : ", ") + name;
        traits_.probe->cleanup = "DROP " + std::string(kind.text) + " IF EXISTS " + names;
        traits_.probe->cleanup_completes = true;
    }

    // RENAME TABLE a TO b, c TO d: as long as no name is both old and new.
    void renames(TokenCursor cursor) {
        cursor.accept({"IF", "EXISTS"});
        std::vector<std::string> from;
        std::vector<std::string> to;
        do {
            from.push_back(cursor.accept_name());
            if (cursor.accept("WAIT")) cursor.take();
            cursor.accept("NOWAIT");
            cursor.accept("TO");
            to.push_back(cursor.accept_name());
        } while (cursor.accept(","));
        const bool exchanges = std::ranges::any_of(
            from, [&](const std::string& name) { return std::ranges::count(to, name) > 0; });
        if (!exchanges) existence({"TABLES", "TABLE_SCHEMA", "TABLE_NAME", ""}, from);
    }

private:
    static std::string exists(const Source& source, const QualifiedName& name) {
        return "(SELECT COUNT(*) > 0 FROM information_schema." + source.view + " WHERE " +
               (source.database.empty() ? source.name + " = " + name_literal(name.name)
                                        : condition(source, name)) +
               ")";
    }

    const SqlMode& mode_;
    StatementTraits& traits_;
};

struct KindOfObject {
    std::string_view word;
    Source source;
};

// Where each kind of object that is there or not is found.
const std::vector<KindOfObject>& kinds() {
    static const std::vector<KindOfObject> all{
        {"TABLE", {"TABLES", "TABLE_SCHEMA", "TABLE_NAME", ""}},
        {"SEQUENCE", {"TABLES", "TABLE_SCHEMA", "TABLE_NAME", ""}},
        {"VIEW", {"VIEWS", "TABLE_SCHEMA", "TABLE_NAME", ""}},
        {"TRIGGER", {"TRIGGERS", "TRIGGER_SCHEMA", "TRIGGER_NAME", ""}},
        {"EVENT", {"EVENTS", "EVENT_SCHEMA", "EVENT_NAME", ""}},
        {"PROCEDURE",
         {"ROUTINES", "ROUTINE_TYPE = 'PROCEDURE' AND ROUTINE_SCHEMA", "ROUTINE_NAME", ""}},
        {"FUNCTION",
         {"ROUTINES", "ROUTINE_TYPE = 'FUNCTION' AND ROUTINE_SCHEMA", "ROUTINE_NAME", ""}},
        {"LIBRARY", {"LIBRARIES", "LIBRARY_SCHEMA", "LIBRARY_NAME", ""}},
        {"DATABASE", {"SCHEMATA", "", "SCHEMA_NAME", ""}},
    };
    return all;
}

const Source* source_of(const Token& kind) {
    const auto found =
        std::ranges::find_if(kinds(), [&](const KindOfObject& one) { return kind.is(one.word); });
    return found == kinds().end() ? nullptr : &found->source;
}

// A table that is made from a query is whole at once only where its making is atomic.
bool may_lack_rows(TokenCursor cursor, const SqlMode& mode) {
    const bool atomic = mode.is_mariadb_from(100600) || mode.is_mysql_from(80021);
    while (!cursor.at_end())
        if (const Token token = cursor.take(); token.is("SELECT") || token.is("TABLE"))
            return !atomic;
    return false;
}

// An event with one moment may have run, and be gone, before anybody looks.
bool happens_once(const Token& kind, TokenCursor cursor) {
    return kind.is("EVENT") && cursor.accept({"ON", "SCHEDULE", "AT"});
}

void add_for_create(TokenCursor cursor, StatementTraits& traits, const SqlMode& mode) {
    const bool replaces = cursor.accept({"OR", "REPLACE"});
    Prober prober(mode, traits);
    cursor.accept_any({"ONLINE", "OFFLINE"});
    cursor.accept_any({"UNIQUE", "FULLTEXT", "SPATIAL"});
    cursor.accept("AGGREGATE");
    const Token kind = cursor.take();
    const bool careful = cursor.accept({"IF", "NOT", "EXISTS"});
    const std::string name = cursor.accept_name();
    if (happens_once(kind, cursor) || (kind.is("TABLE") && may_lack_rows(cursor, mode))) return;
    // A new sequence would give out again what the one before it gave out meanwhile.
    traits.repeatable = (careful && !kind.is("SEQUENCE")) ||
                        (replaces && !kind.is("TABLE") && !kind.is("SEQUENCE"));
    // MariaDB, when it is killed, may leave a sequence without its only row.
    if (traits.repeatable || replaces || kind.is("SEQUENCE")) return;
    if (kind.is("INDEX")) {
        if (cursor.skip_past({"ON"})) prober.tables({cursor.accept_name()});
        return;
    }
    if (const Source* const source = source_of(kind); source && !cursor.has_ahead({"SONAME"}))
        prober.existence(*source, {name});
}

void add_for_drop(TokenCursor cursor, StatementTraits& traits, const SqlMode& mode) {
    cursor.accept_any({"ONLINE", "OFFLINE"});
    const Token kind = cursor.take();
    traits.repeatable = cursor.accept({"IF", "EXISTS"});
    if (traits.repeatable) return;
    Prober prober(mode, traits);
    if (kind.is("INDEX")) {
        if (cursor.skip_past({"ON"})) prober.tables({cursor.accept_name()});
    } else if (const Source* const source = source_of(kind); source != nullptr) {
        prober.drops(kind, *source, read_names(cursor));
    }
}

// Rows change places or go, and the definition stays as it was.
bool moves_rows(const AlterTable& alter) {
    return std::ranges::any_of(alter.actions, [](std::span<const Token> action) {
        return TokenCursor(action).accept_any({"EXCHANGE", "TRUNCATE", "DISCARD", "IMPORT"});
    });
}

void add_for_alter_table(const AlterTable& alter, StatementTraits& traits, const SqlMode& mode) {
    if (!moves_rows(alter)) Prober(mode, traits).tables({alter.table});
}

void add_for_alter(TokenCursor cursor, StatementTraits& traits, const SqlMode& mode) {
    const Token kind = cursor.take();
    const std::string name = cursor.accept_name();
    const bool renames = kind.is("EVENT") && cursor.has_ahead({"RENAME"});
    if (renames) Prober(mode, traits).existence(*source_of(kind), {name});
    // What is made as the text says is so afterwards, however often; but RETAIN keeps the password
    // before this one, which the second time is this one.
    const bool counts = (kind.is("SEQUENCE") && cursor.has_ahead({"RESTART"})) ||
                        (kind.is("USER") && cursor.has_ahead({"RETAIN"})) ||
                        happens_once(kind, cursor);
    traits.repeatable = !renames && !counts && (source_of(kind) != nullptr || kind.is("USER"));
}

// What sets, or does work that can be done again.
bool is_repeatable(TokenCursor cursor) {
    if (cursor.accept("RESET")) return cursor.peek().is("PERSIST");
    return cursor.accept_any(
        {"SET", "GRANT", "ANALYZE", "OPTIMIZE", "REPAIR", "CHECK", "FLUSH", "CACHE", "LOAD"});
}

} // namespace

void add_probe(StatementTraits& traits, std::span<const Token> tokens, const SqlMode& mode) {
    TokenCursor cursor(tokens);
    if (const std::optional<AlterTable> alter = read_alter_table(tokens))
        add_for_alter_table(*alter, traits, mode);
    else if (cursor.accept("CREATE"))
        add_for_create(cursor, traits, mode);
    else if (cursor.accept("DROP"))
        add_for_drop(cursor, traits, mode);
    else if (cursor.accept("ALTER"))
        add_for_alter(cursor, traits, mode);
    else if (cursor.accept({"RENAME", "TABLE"}))
        Prober(mode, traits).renames(cursor);
    else
        traits.repeatable = is_repeatable(cursor);
}

} // namespace varve::mysql
