#include "suite.hpp"

#include <cmath>
#include <limits>

namespace varve::test {

namespace {

Everything sample() {
    Everything row;
    row.id = 1;
    row.flag = true;
    row.tiny = -128;
    row.small = 32767;
    row.medium = std::numeric_limits<std::int32_t>::min();
    row.large = std::numeric_limits<std::int64_t>::max();
    row.unsigned_medium = std::numeric_limits<std::uint32_t>::max();
    row.unsigned_large = std::uint64_t{1} << 62U;
    row.real = -1.5e300;
    row.single = 0.1F;
    row.decimal = {"-12345678901234567890.125"};
    row.text = "\xF0\x9F\xAA\xA8 it's \"quoted\" \\ and `more`; --";
    row.bytes = Bytes{std::byte{0}, std::byte{255}, std::byte{'\''}};
    row.uuid = Uuid{std::byte{0xFE}, std::byte{1}};
    row.date = {-25'567};        // 1900-01-01
    row.time = {86'399'999'999}; // 23:59:59.999999
    row.timestamp = {1'234'567'890'123'456};
    row.moment = {-1};
    row.interval = {14, -3, 1'000'001};
    row.json = {"{\"a\": [1, 2], \"b\": {\"c\": \"d\"}}"};
    row.size = Size::boulder;
    row.grade = Grade::poor;
    return row;
}

/// The digits that say something: MySQL pads them.
std::string plain(const Decimal& decimal) {
    std::string digits = decimal.digits;
    if (digits.find('.') == std::string::npos) return digits;
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
    return digits;
}

} // namespace

void check_same(const Everything& a, const Everything& b) {
    BOOST_TEST(a.flag == b.flag);
    BOOST_TEST(a.tiny == b.tiny);
    BOOST_TEST(a.small == b.small);
    BOOST_TEST(a.medium == b.medium);
    BOOST_TEST(a.large == b.large);
    BOOST_TEST(a.unsigned_medium == b.unsigned_medium);
    BOOST_TEST(a.unsigned_large == b.unsigned_large);
    BOOST_TEST(((a.real == b.real) || (std::isnan(a.real) && std::isnan(b.real))));
    BOOST_TEST(a.single == b.single);
    BOOST_TEST(plain(a.decimal) == plain(b.decimal));
    BOOST_TEST((a.text == b.text)); // it may be long
    BOOST_TEST((a.bytes == b.bytes));
    BOOST_TEST((a.uuid == b.uuid));
    BOOST_TEST((a.date == b.date));
    BOOST_TEST((a.time == b.time));
    BOOST_TEST((a.timestamp == b.timestamp));
    BOOST_TEST((a.moment == b.moment));
    BOOST_TEST((a.interval == b.interval));
    BOOST_TEST((a.size == b.size));
    BOOST_TEST((a.grade == b.grade));
    BOOST_TEST((a.maybe_number == b.maybe_number));
    BOOST_TEST((a.maybe_text == b.maybe_text));
    BOOST_TEST((a.maybe_moment == b.maybe_moment));
    BOOST_TEST((a.maybe_uuid == b.maybe_uuid));
}

namespace {

void takes_every_type(Session& session, Target&) {
    Repository<Everything> rows(session);
    Everything full = sample();
    full.maybe_number = -5;
    full.maybe_text = "";
    full.maybe_moment = TimestampTz{1};
    full.maybe_uuid = Uuid{std::byte{7}};
    Everything empty;
    empty.id = 2;
    for (Everything* const row : {&full, &empty}) {
        rows.insert(*row);
        const auto found = rows.find(row->id);
        BOOST_TEST_REQUIRE(found.has_value());
        check_same(*found, *row);
    }
    const auto found = rows.find(1);
    BOOST_TEST(found->decimal.digits.starts_with("-12345678901234567890.125"));
    BOOST_TEST(found->json.text.find("\"d\"") != std::string::npos);
}

void takes_every_type_in_bulk(Session& session, Target&) {
    Repository<Everything> rows(session);
    std::vector<Everything> all;
    for (int i = 0; i < 300; ++i) {
        all.push_back(sample());
        all.back().id = i;
    }
    rows.insert_all(all);
    BOOST_TEST(rows.count() == 300U);
    check_same(*rows.find(299), all.back());
}

void finds_by_every_type(Session& session, Target&) {
    Everything row = sample();
    Repository<Everything>(session).insert(row);
    const auto finds = [&](auto condition) {
        return from<Everything>.where(condition).count(session) == 1;
    };
    BOOST_TEST(finds(f<&Everything::flag> == true));
    BOOST_TEST(finds(f<&Everything::tiny> == -128));
    BOOST_TEST(finds(f<&Everything::large> == row.large));
    BOOST_TEST(finds(f<&Everything::unsigned_medium> == row.unsigned_medium));
    BOOST_TEST(finds(f<&Everything::text> == row.text));
    BOOST_TEST(finds(f<&Everything::bytes> == row.bytes));
    BOOST_TEST(finds(f<&Everything::uuid> == row.uuid));
    BOOST_TEST(finds(f<&Everything::date> == row.date));
    BOOST_TEST(finds(f<&Everything::time> == row.time));
    BOOST_TEST(finds(f<&Everything::timestamp> == row.timestamp));
    BOOST_TEST(finds(f<&Everything::moment> < TimestampTz{0}));
    BOOST_TEST(finds(f<&Everything::size> == Size::boulder));
    BOOST_TEST(finds(f<&Everything::grade> == Grade::poor));
    BOOST_TEST(finds(is_null(f<&Everything::maybe_text>)));
}

// Text reaches SQL as a value only, whatever it is.
void keeps_texts_out_of_sql(Session& session, Target&) {
    const std::vector<std::string> texts{"'; DROP TABLE owners; --",
                                         "\" OR 1 = 1 --",
                                         "`",
                                         "\\",
                                         "\\'",
                                         "$1",
                                         "?",
                                         "%",
                                         "_",
                                         "!",
                                         "\x01U\x02",
                                         "{}",
                                         "''",
                                         "/*",
                                         "\n;"};
    Repository<Owner> owners(session);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        Owner owner{static_cast<std::int64_t>(i), texts[i], 0};
        owners.insert(owner);
    }
    for (const std::string& text : texts) BOOST_TEST_CONTEXT(text) {
            BOOST_TEST(owners.count(f<&Owner::name> == text) == 1U);
            BOOST_TEST(owners.count(in(f<&Owner::name>, {text})) == 1U);
            BOOST_TEST((
                from<Owner>.where(f<&Owner::name> == text).select(concat(f<&Owner::name>, text)).one(session) ==
                text + text));
            BOOST_TEST(
                (raw<std::string>("SELECT name FROM owners WHERE name = $1", text).one(session) ==
                 text));
        }
    BOOST_TEST(owners.count(contains(f<&Owner::name>, "%")) == 1U);
    BOOST_TEST(owners.count(contains(f<&Owner::name>, "_")) == 1U);
    BOOST_TEST(owners.count(contains(f<&Owner::name>, "!")) == 1U);
    BOOST_TEST(owners.count(starts_with(f<&Owner::name>, "\\")) == 2U);
    BOOST_TEST(owners.count() == texts.size());
}

void refuses_what_does_not_fit(Session& session, Target&) {
    Everything row = sample();
    Repository<Everything>(session).insert(row);
    update<Everything>(1).set<&Everything::medium>(1'000'000).run(session);
    BOOST_CHECK_THROW(raw<std::int16_t>("SELECT medium FROM everything").one(session),
                      DatabaseError);
    BOOST_CHECK_THROW(raw<std::string>("SELECT maybe_text FROM everything").one(session),
                      DatabaseError);
}

} // namespace

std::vector<Case> kinds_cases() {
    return {{"takes every type there and back", takes_every_type},
            {"takes every type in bulk", takes_every_type_in_bulk},
            {"finds by every type", finds_by_every_type},
            {"keeps texts out of SQL", keeps_texts_out_of_sql},
            {"refuses what does not fit", refuses_what_does_not_fit}};
}

} // namespace varve::test
