#pragma once

#include "vocabulary.hpp"

#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace varve::test {

/// Numbers that are the same for the same seed.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    std::size_t below(std::size_t limit) { return engine_() % limit; }
    bool one_in(std::size_t chances) { return below(chances) == 0; }
    template <class List> const auto& of(const List& list) { return list[below(list.size())]; }

private:
    std::mt19937_64 engine_;
};

/// A schema that is made up. All names are as SQL writes them.
struct RandomSchema {
    struct Column {
        std::size_t type = 0;
        bool not_null = false, unique = false, checked = false;
        std::string default_value = {}, collation = {};
        std::string refers_to = {}, action = {};      ///< a table's number
        std::string generated = {}, computed_of = {}; ///< how, and of which column

        friend bool operator==(const Column&, const Column&) = default;
    };
    struct Index {
        std::string column, element, predicate;
        bool unique = false;

        friend bool operator==(const Index&, const Index&) = default;
    };
    struct Table {
        std::string key, options;
        std::map<std::string, Column> columns;
        std::map<std::string, Index> indexes;

        friend bool operator==(const Table&, const Table&) = default;
    };
    struct View {
        std::string table, column;

        friend bool operator==(const View&, const View&) = default;
    };
    struct Trigger {
        std::string table, other, column, text;

        friend bool operator==(const Trigger&, const Trigger&) = default;
    };

    std::map<std::string, Table> tables;
    std::map<std::string, View> views;
    std::map<std::string, Trigger> triggers;

    friend bool operator==(const RandomSchema&, const RandomSchema&) = default;
};

/// Two of them, of which the second is the first with some changes.
struct RandomPair {
    RandomSchema before, after;
};

RandomPair random_pair(const Vocabulary& words, std::uint64_t seed);

/// Takes out what cannot be: what refers to things that are not there, and what rows would not let
/// happen, up or down.
void settle(RandomPair& pair, const Vocabulary& words);

/// The statements that make it.
std::string sql_of(const RandomSchema& schema, const Vocabulary& words);
/// Rows for the first that are in order in both.
std::string rows_of(const RandomPair& pair, const Vocabulary& words);
/// table.column of those that get another type.
std::set<std::string> converted(const RandomPair& pair);

/// `text` with another in the place of each `mark`.
std::string filled(std::string text, const std::string& mark, const std::string& by);

} // namespace varve::test
