#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace varve::test {

/// A schema, rows that are in it, and what the schema becomes. In a file of pairs:
///
///     -- pair: a column gets a default
///     -- before
///     CREATE TABLE t (a int);
///     -- rows
///     INSERT INTO t VALUES (1), (NULL);
///     -- after
///     CREATE TABLE t (a int DEFAULT 3);
///
/// Each part may be missing. Behind the name, a line each and as often as it is needed:
///
///     -- answer: renamed column t.b from=a   what generate is told; "dropped …" likewise
///     -- loses: drop-column                  a rule that must be agreed to; without it none may be
///     -- same: SELECT …                      what this answers is the same all the time
///     -- converted: t.a                      the values of this column may become others
///     -- refused: words                      generate writes nothing and says so
///     -- fails: words                        the run says so, and all is as it was before
///     -- careless: yes                       all that is lost is agreed to
///     -- stuck: words                        the way back says so, for rows that are lost
///
/// Without refusal or failure, all values of all tables and columns that are in both schemas
/// survive.
struct Pair {
    std::string place = {}; ///< file and line
    std::string name = {};
    std::string before = {}, rows = {}, after = {};
    std::vector<std::string> answers = {}, same = {};
    std::set<std::string> losses = {}, converted = {};
    std::optional<std::string> refused = {}, fails = {}, stuck = {};
    /// Nobody is asked: what is gone was dropped, and any loss is agreed to.
    bool careless = false;
};

/// All pairs in a file. Throws std::runtime_error with file and line.
std::vector<Pair> read_pairs(const std::filesystem::path& file);
/// All in the files of a folder, in order of names; none where there is no such folder.
std::vector<Pair> read_pairs_below(const std::filesystem::path& folder);
/// One, careless, for each folder below this one that has an old.sql and a new.sql.
std::vector<Pair> read_cases(const std::filesystem::path& folder);

/// As a file has it.
std::string text_of(const Pair& pair);

} // namespace varve::test
