#pragma once

#include "bad_row.hpp"
#include "batch.hpp"
#include "csv.hpp"
#include "merge.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace varve::seed {

/// What a seed has changed.
struct Counts {
    std::uint64_t rows = 0; ///< that the seed has; of a script, those that its statements changed
    bool of_script = false; ///< nobody knows how
    std::uint64_t inserted = 0;
    std::uint64_t updated = 0;
    std::uint64_t deleted = 0;

    bool any() const noexcept { return inserted + updated + deleted > 0; }
};

/// Where rows go, and what is known of it.
struct Target {
    std::string file; ///< as people know it
    TableName table;
    std::vector<std::string> key;
    Mode mode = Mode::upsert;
    std::vector<ColumnInfo> columns;
};

/// How far rows get at once.
enum class Way : std::uint8_t {
    straight, ///< into the table itself, which is empty
    together, ///< into a stage, and from there all at once
    batches, ///< so too, but batch by batch: that is how the row is found that the database refuses
};

/// Puts the rows of one seed into their table, inside a transaction that the caller ends. What is
/// wrong with a row is an Error that names its line; a DatabaseError that is_about_rows is to be
/// tried again with Way::batches, behind a savepoint.
class Loader {
public:
    Loader(Connection& connection, const Target& target, Way way);

    /// The rows that follow have this shape. Error where it has no key.
    void begin(const Shape& shape, std::uint32_t line);
    /// `row` has a text or NULL for each leaf of the shape.
    void add(std::span<const Cell> row, std::uint32_t line);
    /// Has the database itself read a block; false where it cannot, or does not like it.
    bool add_block(const CsvBlock& block);
    Counts finish();

private:
    /// A temporary table, or the table itself, for rows that have these columns.
    struct Stage {
        Shape stored;
        std::vector<Leaf> leaves;
        std::vector<Expectation> expected;
        std::vector<bool> in_key;
        BulkInsert bulk; ///< a column for each leaf
    };

    void make_keys();
    std::string suffix(std::size_t number) const;
    void require_key(const Shape& shape, std::uint32_t line) const;
    Stage& stage_for(const Shape& shape);
    void hash_passwords(std::uint32_t line);
    std::optional<std::string> current_hash(const std::string& column);
    void flush();
    void put_or_blame(std::size_t from, std::size_t to);
    void put(std::size_t from, std::size_t to);
    void merge_stage();
    void require(std::string_view question, std::string_view otherwise);
    void run(const std::vector<std::string>& statements);
    Place place(std::uint32_t line) const { return {target_.file, line}; }

    Connection& connection_;
    const Dialect& dialect_;
    const Target& target_;
    Way way_;
    std::string keys_table_;
    Shape shape_; ///< that rows have now, and what belongs to it
    std::unique_ptr<Merge> merge_;
    Stage* stage_ = nullptr;
    std::vector<std::unique_ptr<Stage>> stages_;
    Batch batch_;
    std::vector<Cell> cells_;         ///< of the row that is being added
    std::vector<std::string> hashes_; ///< that those view
    Counts counts_;
};

} // namespace varve::seed
