#pragma once

#include "varve/schema/table.hpp"

#include <set>
#include <string>
#include <vector>

namespace varve::sqlite {

using Tables = std::vector<schema::Table>;

/// What sees to it that a rebuild loses nothing: how many rows there are, and how many that refer
/// to none, in the tables that are rebuilt and in those that refer to them, is noted at first and
/// compared in the end, and what is not so fails. So does an index or a trigger that nobody knew
/// of, for it would go with the old table.
class RebuildGuard {
public:
    enum class Keys : std::uint8_t { stay, are_off };

    RebuildGuard(const Tables& before, const Tables& after, const std::set<schema::Name>& rebuilt,
                 Keys keys);

    std::vector<std::string> begin() const;
    std::vector<std::string> end() const;

private:
    struct Watched {
        schema::Name name;
        bool is_rebuilt = false;
        std::size_t parts = 0;                              ///< indexes and triggers that it has
        bool checked_before = false, checked_after = false; ///< what it refers to
    };

    Keys keys_;
    std::vector<Watched> watched_;
};

/// Do the rows of one refer to those of the other?
bool refers(const schema::Table& table, const schema::Name& other);
/// Does it refer to any that is not among these?
bool refers_to_nothing(const schema::Table& table, const Tables& tables);

} // namespace varve::sqlite
