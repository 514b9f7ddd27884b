#pragma once

#include "varve/db/statement_traits.hpp"
#include "varve/db/value.hpp"
#include "varve/export.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

namespace schema {
struct Change;
struct DatabaseSchema;
} // namespace schema

/// What a database can do or not; asked before it is relied on.
enum class Feature : std::uint8_t {
    transactional_ddl, ///< CREATE TABLE rolls back
    savepoints,
    namespaces, ///< tables live in schemas
    insert_returning,
    update_returning,
    delete_returning,
    row_locks, ///< SELECT … FOR UPDATE
    no_wait,   ///< … that fails where it would wait
    skip_locked,
    common_table_expressions,
    window_functions,
    set_operations, ///< INTERSECT and EXCEPT; all have UNION
    distinct_on,
    json, ///< values inside of documents
    arrays,
};

VARVE_API std::string_view to_string(Feature feature) noexcept;

enum class Isolation : std::uint8_t { standard, read_committed, repeatable_read, serializable };

/// What a transaction is for; `write` may take its locks at once.
enum class Access : std::uint8_t { standard, read, write };

/// How long a setting lasts: to the end of the open transaction, or of the session.
enum class Lasts : std::uint8_t { transaction, session };

/// One statement of a script.
struct ScriptStatement {
    std::string text;
    std::uint32_t line = 1;                ///< of its first byte in the file
    std::optional<std::string> input = {}; ///< the data block that follows it in the script
};

/// What is wrong with a script, and where.
struct ScriptProblem {
    std::uint32_t line = 1;
    std::string sentence;
};

struct Script {
    std::vector<ScriptStatement> statements;
    std::vector<ScriptProblem> problems;
};

/// New values for the rows of a table from rows of another, or of a query's; `t` and `s` are what
/// the two are called in the texts.
struct RowUpdate {
    /// A column, unquoted, and an expression for its value.
    struct Assignment {
        std::string column, value;
    };

    std::string table;  ///< quoted and qualified
    std::string source; ///< so too
    std::string
        match; ///< which row belongs to which; at most one of the source to one of the table
    std::vector<Assignment> assignments = {};
};

/// How large the numbers of a column are; 0 is as large as their kind.
struct NumberSize {
    std::uint8_t bytes = 0;                ///< of a signed whole or a real number
    std::uint8_t precision = 0, scale = 0; ///< of a decimal: digits, and those behind the point
};

/// How one server spells and classifies SQL. Made by a connection from what the server says of
/// itself; does no I/O, keeps no state, may be used by many threads.
class VARVE_API Dialect {
public:
    virtual ~Dialect();

    /// The word for `-- varve:dialect`: "postgresql".
    virtual std::string_view name() const = 0;
    /// What the server calls itself, for people: "PostgreSQL 15.18".
    virtual std::string_view server() const = 0;
    virtual bool supports(Feature feature) const = 0;

    // Spelling
    virtual std::string quote(std::string_view identifier) const = 0;
    /// `name_space` may be empty.
    virtual std::string qualified(std::string_view name_space, std::string_view name) const = 0;
    virtual std::string literal(Cell cell) const = 0;
    /// The parameter at `ordinal`, from 1: "$1".
    virtual std::string parameter(std::size_t ordinal) const = 0;
    /// A column type for any value of `kind`; `max_length` (of text and bytes, in characters) of 0
    /// is no limit.
    virtual std::string column_type(Kind kind, std::size_t max_length = 0) const = 0;
    /// The same for numbers of which more is known; ISO SQL's by default.
    virtual std::string number_type(Kind kind, const NumberSize& size) const;
    /// The default of a column that has the moment of its row's insert.
    virtual std::string current_moment() const;
    /// What stands behind the columns in CREATE TABLE, with a space before it, for a table that is
    /// found by its primary key: how it is stored and encoded. Empty is the default.
    virtual std::string table_options() const;
    /// An expression of kind integer: the server's clock, now and not when the transaction began,
    /// in milliseconds since 1970-01-01 UTC.
    virtual std::string clock_milliseconds() const = 0;
    /// What stands behind ORDER BY, to have only so many rows, and not the first `offset` ones.
    virtual std::string limit(std::uint64_t rows, std::uint64_t offset = 0) const = 0;
    virtual std::string begin(Isolation isolation, Access access) const = 0;
    virtual std::string commit() const = 0;
    virtual std::string rollback() const = 0;
    virtual std::string savepoint(std::string_view name) const = 0;
    virtual std::string release_savepoint(std::string_view name) const = 0;
    virtual std::string rollback_to_savepoint(std::string_view name) const = 0;
    /// Statements that limit how long the session waits for an object lock, and how long a
    /// statement may run; 0 milliseconds is no limit. Empty where the database knows no such thing,
    /// or none that lasts so long and no longer.
    virtual std::vector<std::string> set_lock_timeout(std::int64_t milliseconds,
                                                      Lasts lasts) const = 0;
    virtual std::vector<std::string> set_statement_timeout(std::int64_t milliseconds,
                                                           Lasts lasts) const = 0;
    /// One row with one boolean cell: is there such a table, as the quoted names would find it?
    virtual std::string table_exists(std::string_view name_space, std::string_view name) const = 0;
    /// A row for each namespace that has a table of this name with this column, as far as the user
    /// may look: its name, and a boolean: are unqualified names looked for in it? Empty where the
    /// database has no namespaces; that is the default.
    virtual std::string namespaces_of_table(std::string_view name, std::string_view column) const;
    /// A row for each table and view of a namespace, as far as the user may look and less the
    /// database's own: its name, and a boolean: is it a view? Empty where the dialect cannot tell;
    /// that is the default.
    virtual std::string tables(std::string_view name_space) const;

    /// A row for each column of each foreign key of a namespace, as far as the user may look: the
    /// table, what tells the key from others of that table, the column, and the table and column
    /// that it refers to. In order of the keys' columns. Empty where the dialect cannot tell; that
    /// is the default.
    virtual std::string foreign_keys(std::string_view name_space) const;

    /// An expression: are the values of two columns of the same type not the very same? NULL is a
    /// value here, and so is what a collation ignores. ISO SQL's by default.
    virtual std::string distinct(std::string_view a, std::string_view b) const;
    /// An UPDATE that names the source once where the database allows that; ISO SQL's by default.
    virtual std::string update(const RowUpdate& update) const;
    /// The statement that takes rows for `table` (quoted and qualified) from its client as CSV:
    /// RFC 4180 without a header, an empty value without quotes is NULL, and a line of
    /// a backslash and a dot may end it. Empty where there is none; that is the default.
    virtual std::string load_csv(std::string_view table,
                                 const std::vector<std::string>& columns) const;

    // Understanding
    /// Cuts a script into its statements; `first_line` is the line number of its first byte.
    virtual Script split(std::string_view script, std::uint32_t first_line) const = 0;
    virtual StatementTraits classify(const ScriptStatement& statement) const = 0;
    /// The same for two texts that differ only in white space, comments and the case of words.
    virtual std::string canonical(std::string_view sql) const = 0;

    /// The statements that make these changes of a schema that is as `before` says, in order and
    /// without the semicolon at their end. Nothing where the dialect cannot spell changes, which is
    /// the default.
    virtual std::optional<std::vector<std::string>>
    ddl(const schema::DatabaseSchema& before, std::span<const schema::Change> changes) const;

    // Queries. What is given is spelled already; ISO SQL's by default, or what comes closest.
    /// What stands behind ORDER BY, to have only so many rows, and not the first `offset` ones;
    /// either may be empty, but not both.
    virtual std::string page(std::string_view rows, std::string_view offset) const;
    /// How an INSERT goes on, up to its assignments, to change the row that has this key already.
    virtual std::string on_conflict_update(std::span<const std::string> key) const;
    /// The same to leave that row as it is.
    virtual std::string on_conflict_nothing(std::span<const std::string> key) const;
    /// In those assignments: the value that was to be inserted.
    virtual std::string inserted(std::string_view column) const;
    virtual std::string share_lock() const;
    virtual std::string concatenated(std::string_view a, std::string_view b) const;
    /// An expression, for the server to know that it is of this kind where nothing else tells.
    virtual std::string typed(std::string_view expression, Kind kind) const;
    /// What a JSON document has at a path of its members' names, as a value of this kind; NULL
    /// where it has nothing or null there.
    virtual std::string json_value(std::string_view document, std::span<const std::string> path,
                                   Kind kind) const;
    /// A document that has `value`, an expression of the text of JSON, at this path.
    virtual std::string json_set(std::string_view document, std::span<const std::string> path,
                                 std::string_view value) const;
    /// An expression: the identity that the session's last INSERT of one row has made. Empty where
    /// INSERT … RETURNING tells it; that is the default.
    virtual std::string last_identity() const;
};

/// A path of members' names as SQL has it: `$."home"."city"`.
VARVE_API std::string json_place(std::span<const std::string> path);

} // namespace varve
