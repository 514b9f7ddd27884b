#include "varve/orm/json.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace varve::orm {

namespace {

constexpr int most_depth = 500; // no struct is so deep, and the stack is not without end

template <class Number> bool parse(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

void append_utf8(std::string& to, std::uint32_t point) {
    const auto put = [&](std::uint32_t byte) { to += static_cast<char>(byte); };
    const auto put_rest = [&](int shift) { put(0x80U | ((point >> shift) & 0x3FU)); };
    if (point < 0x80) return put(point);
    if (point < 0x800) {
        put(0xC0U | (point >> 6U));
    } else if (point < 0x10000) {
        put(0xE0U | (point >> 12U));
        put_rest(6);
    } else {
        put(0xF0U | (point >> 18U));
        put_rest(12);
        put_rest(6);
    }
    put_rest(0);
}

bool is_number(std::string_view word) {
    double ignored = 0;
    return !word.empty() && (word[0] == '-' || (word[0] >= '0' && word[0] <= '9')) &&
           word.find_first_not_of("-+.eE0123456789") == std::string_view::npos &&
           (parse(word, ignored) || word.find('e') != std::string_view::npos);
}

} // namespace

void JsonReader::skip_blanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
}

bool JsonReader::take(char c) {
    skip_blanks();
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
}

bool JsonReader::ended() {
    skip_blanks();
    return rest_.empty();
}

bool JsonReader::null() {
    skip_blanks();
    if (!rest_.starts_with("null")) return false;
    rest_.remove_prefix(4);
    return true;
}

void JsonReader::begin(char bracket) {
    if (!take(bracket) || ++depth_ > most_depth) fail();
    first_ = true;
}

bool JsonReader::next(char end) {
    if (!good_) return false;
    if (take(end)) {
        first_ = false;
        --depth_;
        return false;
    }
    if (!first_ && !take(',')) fail();
    first_ = false;
    return good_;
}

bool JsonReader::next_member(std::string& name) {
    if (!next('}')) return false;
    string(name);
    if (!take(':')) fail();
    return good_;
}

std::uint32_t JsonReader::hex4() {
    std::uint32_t value = 0;
    const std::string_view digits = rest_.substr(0, 4);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() < 4 || error != std::errc() || end != digits.data() + 4) fail();
    rest_.remove_prefix(digits.size());
    return value;
}

void JsonReader::escape(std::string& to) {
    if (rest_.empty()) return fail();
    const char c = rest_.front();
    rest_.remove_prefix(1);
    constexpr std::string_view letters = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
    if (const std::size_t at = letters.find(c); at != std::string_view::npos) {
        to += meant[at];
        return;
    }
    if (c != 'u') return fail();
    std::uint32_t point = hex4();
    if (point >= 0xD800 && point < 0xDC00 && rest_.starts_with("\\u")) {
        rest_.remove_prefix(2);
        const std::uint32_t low = hex4();
        if (low < 0xDC00 || low > 0xDFFF) return fail();
        point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
    } else if (point >= 0xD800 && point < 0xE000) {
        return fail(); // half of a character
    }
    append_utf8(to, point);
}

void JsonReader::string(std::string& to) {
    to.clear();
    if (!take('"')) return fail();
    while (good_) {
        const std::size_t end = rest_.find_first_of("\"\\");
        if (end == std::string_view::npos) return fail();
        to += rest_.substr(0, end);
        const bool ends = rest_[end] == '"';
        rest_.remove_prefix(end + 1);
        if (ends) return;
        escape(to);
    }
}

/// Of what is neither text nor list nor object.
std::string_view JsonReader::word() {
    skip_blanks();
    const std::size_t end = std::min(rest_.find_first_of(" \t\r\n,]}"), rest_.size());
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return word;
}

Cell JsonReader::scalar(Kind kind, std::string& buffer) {
    skip_blanks();
    const bool is_text = rest_.starts_with('"');
    if (is_text) string(buffer);
    const std::string_view word = is_text ? std::string_view() : this->word();
    std::int64_t whole = 0;
    std::uint64_t natural = 0;
    double real = 0;
    switch (kind) {
    case Kind::boolean:
        if (word == "true" || word == "false") return Cell::boolean(word == "true");
        break;
    case Kind::integer:
        if (parse(word, whole)) return Cell::integer(whole);
        break;
    case Kind::unsigned_integer:
        if (parse(word, natural)) return Cell::unsigned_integer(natural);
        break;
    case Kind::real:
        if (is_number(word) && parse(word, real)) return Cell::real(real);
        break;
    case Kind::decimal:
        if (is_number(word)) return Cell::decimal(word);
        if (is_text) return Cell::decimal(buffer);
        break;
    default:
        if (is_text) return Cell::text(buffer);
    }
    fail();
    return {};
}

std::string_view JsonReader::skip() {
    skip_blanks();
    const char* const start = rest_.data();
    std::string ignored;
    if (rest_.starts_with('"')) {
        string(ignored);
    } else if (rest_.starts_with('{')) {
        for (begin('{'); next_member(ignored);) skip();
    } else if (rest_.starts_with('[')) {
        for (begin('['); next_element();) skip();
    } else if (const std::string_view word = this->word();
               word != "true" && word != "false" && word != "null" && !is_number(word)) {
        fail();
    }
    return {start, static_cast<std::size_t>(rest_.data() - start)};
}

namespace {

void append_string(std::string& to, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    to += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') to += '\\';
        if (byte < 0x20)
            to.append("\\u00").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
        else
            to += c;
    }
    to += '"';
}

} // namespace

void append_json(std::string& to, Cell scalar) {
    switch (scalar.kind()) {
    case Kind::decimal: // which a database might round if it were a number
    case Kind::text: return append_string(to, scalar.as_text());
    case Kind::real:
        if (!std::isfinite(scalar.as_real()))
            throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                                 .message = "a document cannot hold " + Value(scalar).to_string() +
                                            ": JSON has no such number"});
        [[fallthrough]];
    default: to += Value(scalar).to_string();
    }
}

} // namespace varve::orm
