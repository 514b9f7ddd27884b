#include "entities.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace varve;

namespace {

struct Email {
    std::string text;
    friend bool operator==(const Email&, const Email&) = default;
};

/// Degrees as whole hundredths in the database.
struct Degrees {
    double value = 0;
    friend bool operator==(const Degrees&, const Degrees&) = default;
};

/// Made of a text when it is written.
struct Reversed {
    std::string text;
    friend bool operator==(const Reversed&, const Reversed&) = default;
};

template <class T> T written_and_read(const T& value) {
    std::string buffer;
    T result{};
    if constexpr (orm::buffered<T>)
        orm::read_cell(orm::write_cell(value, buffer), result, {});
    else
        orm::read_cell(orm::write_cell(value), result, {});
    return result;
}

} // namespace

template <> struct varve::Codec<Email> : varve::CodecThrough<Email, std::string> {
    static Email from(std::string text) { return {std::move(text)}; }
    static const std::string& to(const Email& email) { return email.text; }
};
template <> struct varve::Codec<Degrees> : varve::CodecThrough<Degrees, std::int64_t> {
    static Degrees from(std::int64_t hundredths) { return {double(hundredths) / 100}; }
    static std::int64_t to(const Degrees& degrees) { return std::int64_t(degrees.value * 100); }
};
template <> struct varve::Codec<Reversed> : varve::CodecThrough<Reversed, std::string> {
    static Reversed from(std::string text) { return {{text.rbegin(), text.rend()}}; }
    static std::string to(const Reversed& value) {
        return {value.text.rbegin(), value.text.rend()};
    }
};

BOOST_AUTO_TEST_SUITE(orm_codec)

BOOST_AUTO_TEST_CASE(takes_every_type_there_and_back) {
    const auto same = [](const auto& value) { return written_and_read(value) == value; };
    BOOST_TEST(same(true));
    BOOST_TEST(same(std::int8_t{-128}));
    BOOST_TEST(same(std::numeric_limits<std::int64_t>::min()));
    BOOST_TEST(same(std::numeric_limits<std::uint64_t>::max()));
    BOOST_TEST(same(std::uint16_t{65535}));
    BOOST_TEST(same(2.5F));
    BOOST_TEST(same(std::string("a\0b", 3)));
    BOOST_TEST(same(Bytes{std::byte{0}, std::byte{255}}));
    BOOST_TEST(same(Decimal{"-12.340"}));
    BOOST_TEST(same(Json{"{\"a\":1}"}));
    BOOST_TEST(same(Uuid{std::byte{1}}));
    BOOST_TEST(same(Interval{1, 2, 3}));
    BOOST_TEST((written_and_read(Date{-5}) == Date{-5}));
    BOOST_TEST((written_and_read(Time{5}) == Time{5}));
    BOOST_TEST((written_and_read(Timestamp{infinite_past}) == Timestamp{infinite_past}));
    BOOST_TEST((written_and_read(TimestampTz{7}) == TimestampTz{7}));
    BOOST_TEST((written_and_read(test::Size::boulder) == test::Size::boulder));
    BOOST_TEST((written_and_read(test::Grade::poor) == test::Grade::poor));
    BOOST_TEST((written_and_read(std::optional<int>(3)) == 3));
    BOOST_TEST((written_and_read(std::optional<int>()) == std::nullopt));
}

BOOST_AUTO_TEST_CASE(takes_types_of_ones_own_through_others) {
    BOOST_TEST((Codec<Email>::kind == Kind::text));
    BOOST_TEST((written_and_read(Email{"a@b"}) == Email{"a@b"}));
    BOOST_TEST((Codec<Degrees>::kind == Kind::integer));
    BOOST_TEST((written_and_read(Degrees{12.5}) == Degrees{12.5}));
    std::string buffer;
    const Reversed text{"a text that is too long for the inside of a std::string"};
    const Cell cell = orm::write_cell(text, buffer);
    BOOST_TEST(cell.as_text().substr(0, 10) == "gnirts::dt");
    BOOST_TEST(static_cast<const void*>(cell.as_text().data()) == buffer.data());
    BOOST_TEST((written_and_read(std::optional<Reversed>(text)) == text));
}

BOOST_AUTO_TEST_CASE(refuses_numbers_that_do_not_fit) {
    std::int16_t small = 0;
    BOOST_CHECK_THROW(orm::read_cell(Cell::integer(32768), small, {}), std::exception);
    orm::read_cell(Cell::integer(32767), small, {});
    BOOST_TEST(small == 32767);
    std::uint8_t byte = 0;
    BOOST_CHECK_THROW(orm::read_cell(Cell::integer(-1), byte, {}), std::exception);
}

BOOST_AUTO_TEST_SUITE_END()
