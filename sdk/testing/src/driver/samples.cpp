#include "driver/samples.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace varve::testing {

namespace {

constexpr std::int64_t microseconds_per_day = 86'400'000'000;
constexpr std::size_t large = 1'000'000;

template <class T> using Limits = std::numeric_limits<T>;

std::vector<Value> whole_numbers(Kind kind, std::initializer_list<std::int64_t> numbers) {
    std::vector<Value> values;
    for (const std::int64_t number : numbers) values.emplace_back(Cell::number(kind, number));
    return values;
}

std::vector<Value> reals() {
    return {Value(0.0),
            Value(1.5),
            Value(-1.5),
            Value(0.1),
            Value(1.0 / 3.0),
            Value(1e-300),
            Value(9007199254740993.0),
            Value(Limits<double>::max()),
            Value(Limits<double>::lowest()),
            Value(Limits<double>::min())};
}

std::vector<Value> views(Kind kind, std::initializer_list<std::string_view> texts) {
    std::vector<Value> values;
    for (const std::string_view text : texts) values.emplace_back(Cell::view(kind, text));
    return values;
}

std::string control_characters() {
    std::string text;
    for (char c = 1; c < 32; ++c) text += c;
    return text + '\x7f';
}

std::vector<Value> texts(const DriverFacts& facts) {
    std::vector<Value> values = views(
        Kind::text,
        {" ", "plain", " spaces at both ends ", "it's \"quoted\"", "back\\slash\\",
         "\\n \\x41 \\' %s $1 ? :name @p", "two\nlines\r\nand\ta tab",
         "-- no comment /* neither */;", "Åse übt: 日本語 עברית",
         "beyond the basic plane: 😀 𝔘 🏳️‍🌈", "\uFEFFafter a BOM", "NULL", "null"});
    values.emplace_back(control_characters());
    if (facts.abilities.contains(Ability::empty_text)) values.emplace_back(std::string());
    return values;
}

Value bytes_value(const std::string& bytes) {
    return Value(Cell::view(Kind::bytes, bytes));
}

std::vector<Value> byte_strings(const DriverFacts& facts) {
    std::string every;
    for (int code = 0; code < 256; ++code) every += static_cast<char>(code);
    std::vector<Value> values{bytes_value(std::string(1, '\0')), bytes_value("plain"),
                              bytes_value(every), bytes_value("\\x41\\000'\""),
                              bytes_value("\xff\xfe")};
    if (facts.abilities.contains(Ability::empty_text)) values.push_back(bytes_value({}));
    return values;
}

std::vector<Value> timestamps(Kind kind, const DriverFacts& facts) {
    return whole_numbers(kind, {0, 1'700'000'000'123'456, 1, -1, 951'782'400'000'000,
                                facts.earliest_day * microseconds_per_day,
                                (facts.latest_day + 1) * microseconds_per_day - 1});
}

std::vector<Value> intervals() {
    std::vector<Value> values;
    for (const Interval interval :
         {Interval{}, Interval{14, 3, 4'005'006}, Interval{-1, 1, -1}, Interval{0, 0, 1},
          Interval{0, -400, 0}, Interval{1200, 0, 86'400'000'000}})
        values.emplace_back(Cell::interval(interval));
    return values;
}

std::vector<Value> uuids() {
    std::vector<Value> values;
    Uuid uuid{};
    values.emplace_back(Cell::uuid(uuid));
    for (std::size_t i = 0; i < uuid.size(); ++i) uuid[i] = static_cast<std::byte>(i * 17);
    values.emplace_back(Cell::uuid(uuid));
    uuid.fill(std::byte{0xff});
    values.emplace_back(Cell::uuid(uuid));
    return values;
}

std::vector<Value> standard_samples(Kind kind, const DriverFacts& facts) {
    switch (kind) {
    case Kind::boolean: return {Value(false), Value(true)};
    case Kind::integer:
        return whole_numbers(kind, {0, 42, -1, Limits<std::int32_t>::max(),
                                    Limits<std::int32_t>::max() + std::int64_t{1},
                                    Limits<std::int64_t>::min(), Limits<std::int64_t>::max()});
    case Kind::unsigned_integer:
        return whole_numbers(kind, {0, 42, Limits<std::int64_t>::max(),
                                    Limits<std::int64_t>::min(), // 2^63
                                    -1});                        // 2^64 - 1
    case Kind::real: return reals();
    case Kind::decimal:
        return views(kind, {"0", "-12.340", "0.000001", "123456789012.345678",
                            "-999999999999999999", "1", "0.1"});
    case Kind::text: return texts(facts);
    case Kind::bytes: return byte_strings(facts);
    case Kind::date:
        return whole_numbers(kind, {0, 19'782, -1, facts.earliest_day, facts.latest_day});
    case Kind::time: return whole_numbers(kind, {0, 43'200'000'000, 1, microseconds_per_day - 1});
    case Kind::timestamp:
    case Kind::timestamp_tz: return timestamps(kind, facts);
    case Kind::interval: return intervals();
    case Kind::uuid: return uuids();
    case Kind::json:
        return views(kind, {"{}", R"({"a": [1, 2.5, null, true], "b": "é \"q\" \\ \n"})", "[]",
                            "\"it's text\"", "12", "null", "true"});
    default: return {};
    }
}

std::string plain_decimal(std::string_view text) {
    std::string number(text);
    if (number.find_first_not_of("+-.0123456789") != std::string::npos) return number;
    if (number.starts_with('+')) number.erase(0, 1);
    if (number.find('.') != std::string::npos) {
        while (number.ends_with('0')) number.pop_back();
        if (number.ends_with('.')) number.pop_back();
    }
    if (number.starts_with('.')) number.insert(0, 1, '0');
    return number;
}

// Without the blanks between its tokens.
std::string plain_json(std::string_view text) {
    std::string plain;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\' && i + 1 < text.size()) {
            plain += c;
            plain += text[++i];
            continue;
        }
        if (c == '"') quoted = !quoted;
        if (quoted || (c != ' ' && c != '\n' && c != '\t' && c != '\r')) plain += c;
    }
    return plain;
}

} // namespace

std::vector<Value> samples(Kind kind, const DriverFacts& facts) {
    std::vector<Value> values = standard_samples(kind, facts);
    for (const Value& more : facts.more_values)
        if (more.kind() == kind) values.push_back(more);
    return values;
}

std::vector<Value> large_samples(Kind kind) {
    if (kind == Kind::text) {
        std::string text;
        while (text.size() < large) text += "a line of text, 日本 😀\n";
        return {Value(text)};
    }
    if (kind == Kind::bytes) {
        std::string bytes(large, '\0');
        for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31 >> 3U);
        return {bytes_value(bytes)};
    }
    return {};
}

bool same_value(const Value& a, const Value& b) {
    if (a.kind() != b.kind()) return false;
    if (a.kind() == Kind::decimal)
        return plain_decimal(a.cell().as_text()) == plain_decimal(b.cell().as_text());
    if (a.kind() == Kind::json)
        return plain_json(a.cell().as_text()) == plain_json(b.cell().as_text());
    if (a.kind() == Kind::real && std::isnan(a.cell().as_real()))
        return std::isnan(b.cell().as_real());
    return a == b;
}

Value ordinary(Kind kind) {
    return standard_samples(kind, DriverFacts{}).at(1);
}

} // namespace varve::testing
