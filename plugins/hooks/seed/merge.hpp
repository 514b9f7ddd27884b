#pragma once

#include "shape.hpp"

#include <string>
#include <vector>

namespace varve::seed {

/// What a seed does with the rows of its table.
enum class Mode : std::uint8_t {
    insert,  ///< adds those that are missing
    upsert,  ///< and changes those that differ
    replace, ///< and deletes those that the seed has not
};

/// A query that counts the rows of a stage whose reference finds no row, or several.
struct LostReferences {
    std::string leaf; ///< the first by which it looks
    std::string table;
    std::string count;
};

/// How rows of one shape get from a stage, a temporary table that has a column for each leaf, into
/// their table: SQL as text. With references they go through a second one, that has the columns of
/// the table itself.
class Merge {
public:
    /// `suffix` makes the names of the temporary tables differ.
    Merge(const Dialect& dialect, const TableName& table, std::vector<std::string> key,
          const Shape& shape, const std::string& suffix);

    const std::string& stage() const noexcept { return stage_; }
    std::vector<std::string> create() const;
    std::vector<std::string> empty() const;
    std::vector<LostReferences> lost_references() const;
    /// Between the two stages; empty where there is one only.
    std::string resolve() const;
    std::string count_without_key() const;
    std::string keep_keys(const std::string& keys_table) const;
    std::string insert_missing() const;
    /// Empty where nothing but the key has values.
    std::string update_different() const;

private:
    std::string columns_of(const char* row, bool with_expressions) const;

    const Dialect& dialect_;
    TableName table_;
    std::string target_; ///< its quoted name
    std::vector<std::string> key_;
    Shape shape_;
    std::string stage_, resolved_; ///< the same where there are no references
};

/// For the keys of all rows: a temporary table of those columns.
std::string create_keys(const Dialect& dialect, const TableName& table,
                        const std::vector<std::string>& key, const std::string& keys_table);
/// The first key that is there twice.
std::string find_double_key(const Dialect& dialect, const std::vector<std::string>& key,
                            const std::string& keys_table);
std::string delete_others(const Dialect& dialect, const TableName& table,
                          const std::vector<std::string>& key, const std::string& keys_table);

} // namespace varve::seed
