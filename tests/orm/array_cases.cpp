#include "suite.hpp"

namespace varve::test {

namespace {

Listed sample(std::int64_t id) {
    Listed row{.id = id};
    row.numbers = {1, -2, std::numeric_limits<std::int32_t>::min()};
    row.texts = {"", "NULL", "null", "a,b", "{}", "\" \\ ' \n", "\xF0\x9F\xAA\xA8"};
    row.uuids = {Uuid{std::byte{0xFE}}, Uuid{}};
    row.moments = {{0}, {-1}, {infinite_future}, {1'234'567'890'123'456}};
    row.gaps = {5, std::nullopt, std::numeric_limits<std::int64_t>::max()};
    row.reals = {0.1, -1e300, std::numeric_limits<double>::infinity()};
    row.decimals = {{"12345678901234567890.125"}, {"NaN"}};
    row.dates = {{0}, {-25'567}};
    row.intervals = {{14, -3, 1'000'001}, {}};
    row.blobs = {{}, {std::byte{0}, std::byte{'"'}, std::byte{255}}};
    row.sizes = {Size::boulder, Size::pebble};
    row.perhaps = std::vector<std::string>{"x"};
    return row;
}

void takes_arrays(Session& session, Target&) {
    Repository<Listed> rows(session);
    Listed full = sample(1), empty{.id = 2};
    rows.insert(full);
    rows.insert(empty);
    BOOST_TEST((rows.find(1) == full)); // in binary form
    BOOST_TEST((rows.find(2) == empty));
    std::vector<Listed> streamed; // in text form
    from<Listed>.order_by(f<&Listed::id>).each(session, [&](const Listed& row) {
        streamed.push_back(row);
    });
    BOOST_TEST((streamed == std::vector{full, empty}));
    full.texts.clear();
    full.perhaps.reset();
    rows.update(full);
    BOOST_TEST((rows.find(1) == full));
}

void takes_arrays_in_bulk(Session& session, Target&) {
    std::vector<Listed> all;
    for (int i = 0; i < 300; ++i) all.push_back(sample(i));
    Repository<Listed>(session).insert_all(all);
    BOOST_TEST((Repository<Listed>(session).find(299) == all.back()));
}

void asks_for_elements(Session& session, Target&) {
    Listed row = sample(1);
    Repository<Listed>(session).insert(row);
    const auto finds = [&](auto condition) {
        return from<Listed>.where(condition).count(session) == 1;
    };
    BOOST_TEST(finds(f<&Listed::texts> == row.texts));
    BOOST_TEST(finds(has_element(f<&Listed::texts>, "a,b")));
    BOOST_TEST(!finds(has_element(f<&Listed::texts>, "b")));
    BOOST_TEST(finds(has_element(f<&Listed::numbers>, -2)));
    BOOST_TEST(finds(has_element(f<&Listed::uuids>, row.uuids[0])));
    BOOST_TEST(finds(has_element(f<&Listed::perhaps>, "x")));
}

void refuses_elements_that_do_not_fit(Session& session, Target&) {
    Listed row = sample(1);
    Repository<Listed>(session).insert(row);
    BOOST_CHECK_THROW(raw<std::vector<std::int64_t>>("SELECT gaps FROM listed").one(session),
                      DatabaseError); // one is NULL
    BOOST_CHECK_THROW(raw<std::vector<std::int8_t>>("SELECT numbers FROM listed").one(session),
                      DatabaseError);
    BOOST_CHECK_THROW(raw<std::vector<std::string>>("SELECT numbers FROM listed").one(session),
                      DatabaseError);
    BOOST_CHECK_THROW(
        raw<std::vector<std::int64_t>>("SELECT ARRAY[[1, 2], [3, 4]]::bigint[]").one(session),
        DatabaseError);
}

void takes_the_types_of_chrono(Session& session, Target&) {
    using namespace std::chrono;
    Repository<Clocked> rows(session);
    Clocked late{.id = 1,
                 .moment = sys_days(2026y / 11 / 26) + 21h + 1us,
                 .second = sys_days(1900y / 1 / 1) - 1s,
                 .local = local_days(9999y / 12 / 31) + 24h - 1ms,
                 .day = 2024y / 2 / 29,
                 .other_day = sys_days(1y / 1 / 1)};
    Clocked plain{.id = 2, .day = 1970y / 1 / 1};
    rows.insert(late);
    rows.insert(plain);
    BOOST_TEST((rows.find(1) == late));
    BOOST_TEST((rows.find(2) == plain));
    BOOST_TEST(rows.count(f<&Clocked::second> < sys_seconds(sys_days(1900y / 1 / 1))) == 1U);
    BOOST_TEST(rows.count(f<&Clocked::day> == 2024y / 2 / 29) == 1U);
    // A moment between two seconds is in the first of them, before 1970 too.
    BOOST_TEST((raw<sys_seconds>("SELECT moment FROM clocked WHERE id = 1").one(session) ==
                sys_days(2026y / 11 / 26) + 21h));
}

} // namespace

std::vector<Case> array_cases() {
    return {{"takes arrays", takes_arrays, Feature::arrays},
            {"takes arrays in bulk", takes_arrays_in_bulk, Feature::arrays},
            {"asks for elements of arrays", asks_for_elements, Feature::arrays},
            {"refuses elements that do not fit", refuses_elements_that_do_not_fit, Feature::arrays},
            {"takes the types of <chrono>", takes_the_types_of_chrono}};
}

} // namespace varve::test
