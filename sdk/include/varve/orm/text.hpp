#pragma once

#include "varve/db/dialect.hpp"
#include "varve/orm/facts.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace varve::orm {

/// What a dialect has its own words for is marked in a statement's text: `mark_begin`, one of these
/// letters, arguments with `mark_next` between them, `mark_end`. Arguments may have marks in them.
enum class Mark : char {
    feature = 'F',          ///< a letter for what the statement needs: nothing in its place
    page = 'P',             ///< rows, offset
    conflict_update = 'U',  ///< key columns
    conflict_nothing = 'N', ///< key columns
    inserted = 'X',         ///< column
    share_lock = 'S',
    concatenated = 'C', ///< a, b
    typed = 'T',        ///< a letter for a kind, expression
    json_value = 'J',   ///< a letter for a kind, document, names
    json_set = 'K',     ///< document, value, names
    chosen = 'D',       ///< what stands there if the next choice is 0; what else
    among = 'I',        ///< expression: is it one of as many values as the next choice says?
    not_among = 'O',    ///< the same, turned round
    repeated = 'R',     ///< something, as often as the next choice says, with commas between
    verbatim = 'V',     ///< what stands there, whatever it looks like
};

inline constexpr char mark_begin = '\x01', mark_end = '\x02', mark_next = '\x03';

/// Writes a statement while the program is compiled: first only to know how long it is.
///
/// Names are in double quotes, as texts are in single ones, and parameters are `$1` and so on in
/// the order in which their values are bound.
class Text {
public:
    constexpr explicit Text(char* to = nullptr) : to_(to) {}

    constexpr std::size_t size() const { return size_; }

    constexpr void put(char c) {
        if (to_ != nullptr) to_[size_] = c;
        ++size_;
    }
    constexpr void put(std::string_view text) {
        if (to_ != nullptr)
            for (std::size_t i = 0; i < text.size(); ++i) to_[size_ + i] = text[i];
        size_ += text.size();
    }
    constexpr void number(std::size_t number) {
        if (number > 9) this->number(number / 10);
        put(static_cast<char>('0' + number % 10));
    }
    constexpr void parameter() {
        put('$');
        number(++parameters_);
    }
    constexpr void name(std::string_view name, std::string_view prefix = {}) {
        put('"');
        put_doubled(prefix);
        put_doubled(name);
        put('"');
    }
    constexpr void verbatim(std::string_view text) {
        begin(Mark::verbatim);
        put(text);
        end();
    }
    constexpr void column(const ColumnFacts& facts) {
        if (facts.kind == Kind::array) needs(Feature::arrays);
        name(facts.name, facts.prefix);
    }
    constexpr void table(const TableFacts& facts) {
        if (!facts.name_space.empty()) {
            name(facts.name_space);
            put('.');
        }
        name(facts.name);
    }
    constexpr void begin(Mark mark) {
        put(mark_begin);
        put(static_cast<char>(mark));
    }
    constexpr void next() { put(mark_next); }
    constexpr void end() { put(mark_end); }
    constexpr void kind(Kind kind) { put(static_cast<char>('A' + static_cast<int>(kind))); }
    constexpr void needs(Feature feature) {
        begin(Mark::feature);
        put(static_cast<char>('A' + static_cast<int>(feature)));
        end();
    }

private:
    constexpr void put_doubled(std::string_view name) {
        for (const char c : name) {
            if (c == '"') put('"');
            put(c);
        }
    }

    char* to_;
    std::size_t size_ = 0;
    std::size_t parameters_ = 0;
};

template <class Writer> consteval std::size_t size_of_text() {
    Text text;
    Writer::text(text);
    return text.size();
}

/// The text of whatever has a static `text(Text&)`, as data of the program.
template <class Writer>
inline constexpr auto text_of = [] {
    std::array<char, size_of_text<Writer>()> characters{};
    Text text(characters.data());
    Writer::text(text);
    return characters;
}();

} // namespace varve::orm
