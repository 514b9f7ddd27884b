#include "suite.hpp"

#include <functional>
#include <set>

namespace varve::test {

namespace {

using Refusing = std::set<std::string>;

/// A value at the edge of what a type has, and the databases that do not have it: they must say so.
struct Extreme {
    std::string name;
    std::function<void(Everything&)> set;
    Refusing refusing = {};
};

template <class T> using Of = std::numeric_limits<T>;

std::int64_t day(int year, unsigned month, unsigned day) {
    using namespace std::chrono;
    return sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day))
        .time_since_epoch()
        .count();
}

constexpr std::int64_t microseconds_of_day = 86'400'000'000;
const Refusing mysqls{"mariadb", "mysql"};
const Refusing all_but_postgresql{"sqlite", "mariadb", "mysql"};

template <class T>
void add_numbers(std::vector<Extreme>& all, const std::string& name, T Everything::*member) {
    for (const auto& [which, value] :
         {std::pair("least", Of<T>::lowest()), std::pair("most", Of<T>::max())})
        all.push_back({name + ' ' + which, [=](Everything& row) { row.*member = value; }});
}

void add_reals(std::vector<Extreme>& all) {
    const auto real = [&](const char* name, double value, Refusing refusing = {}) {
        all.push_back({name, [=](Everything& row) { row.real = value; }, std::move(refusing)});
    };
    add_numbers(all, "real", &Everything::real);
    add_numbers(all, "single", &Everything::single);
    real("real smallest", Of<double>::denorm_min());
    real("real with all digits", 0.1 + 0.2);
    real("real -0", -0.0);
    real("real NaN", Of<double>::quiet_NaN(), all_but_postgresql);
    real("real infinity", Of<double>::infinity(), mysqls);
    real("real -infinity", -Of<double>::infinity(), mysqls);
}

void add_decimals(std::vector<Extreme>& all) {
    const auto decimal = [&](const char* name, std::string digits, Refusing refusing = {}) {
        all.push_back(
            {name, [=](Everything& row) { row.decimal = {digits}; }, std::move(refusing)});
    };
    const std::string nines(30, '9');
    decimal("decimal of 60 digits", '-' + nines + '.' + nines);
    decimal("decimal smallest", "0." + std::string(29, '0') + '1');
    decimal("decimal of 1000 digits", std::string(1000, '9'), mysqls);
    decimal("decimal NaN", "NaN", mysqls);
}

void add_texts(std::vector<Extreme>& all) {
    const auto text = [&](const char* name, const std::string& value, Refusing refusing = {}) {
        all.push_back({name, [=](Everything& row) { row.text = value; }, std::move(refusing)});
        all.push_back({name + std::string(", perhaps"),
                       [=](Everything& row) { row.maybe_text = value; }, std::move(refusing)});
    };
    std::string much;
    while (much.size() < 1'000'000) much += "\xF0\x9F\xAA\xA8 \xC3\xA9'\"\\\n";
    text("text empty", "");
    text("text outside the BMP", "\xF4\x8F\xBF\xBF\xF0\x90\x80\x80");
    text("text of blanks", "  \t\r\n ");
    text("text of control characters", "\x01\x02\x03\x1F\x7F");
    text("text of 1 MB", much);
    Bytes bytes(1'000'000);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i * 7 % 256);
    all.push_back({"bytes empty", [](Everything& row) { row.bytes = {}; }});
    all.push_back({"bytes of 1 MB", [=](Everything& row) { row.bytes = bytes; }});
    all.push_back({"uuid of ones", [](Everything& row) { row.uuid.fill(std::byte{255}); }});
}

void add_moments(std::vector<Extreme>& all) {
    struct Day {
        const char* name;
        std::int64_t days;
        Refusing refusing = {};
    };
    const std::vector<Day> days{{"year 1", day(1, 1, 1)},
                                {"year 9999", day(9999, 12, 31)},
                                {"4713 BC", day(-4712, 1, 1), all_but_postgresql},
                                {"year 29000", day(29'000, 12, 31), all_but_postgresql},
                                {"infinity", infinite_future, mysqls},
                                {"-infinity", infinite_past, mysqls}};
    for (const Day& one : days) {
        const std::int64_t us = one.days == infinite_future || one.days == infinite_past
                                    ? one.days
                                    : one.days * microseconds_of_day + microseconds_of_day - 1;
        const std::string name = std::string(" of ") + one.name;
        all.push_back(
            {"date" + name, [=](Everything& row) { row.date = {one.days}; }, one.refusing});
        all.push_back(
            {"timestamp" + name, [=](Everything& row) { row.timestamp = {us}; }, one.refusing});
        all.push_back({"moment" + name, [=](Everything& row) { row.moment = {us}; }, one.refusing});
    }
    all.push_back({"time 0", [](Everything& row) { row.time = {0}; }});
    all.push_back({"time last", [](Everything& row) { row.time = {microseconds_of_day - 1}; }});
    const auto interval = [&](const char* name, Interval value) {
        all.push_back({name, [=](Everything& row) { row.interval = value; }});
    };
    interval("interval most",
             {Of<std::int32_t>::max(), Of<std::int32_t>::max(), Of<std::int64_t>::max()});
    interval("interval least",
             {Of<std::int32_t>::min(), Of<std::int32_t>::min(), Of<std::int64_t>::min() + 1});
    interval("interval of mixed signs", {-1, 1, -1});
}

std::vector<Extreme> extremes() {
    std::vector<Extreme> all;
    add_numbers(all, "tiny", &Everything::tiny);
    add_numbers(all, "small", &Everything::small);
    add_numbers(all, "medium", &Everything::medium);
    add_numbers(all, "large", &Everything::large);
    add_numbers(all, "unsigned medium", &Everything::unsigned_medium);
    all.push_back({"unsigned large most",
                   [](Everything& row) { row.unsigned_large = Of<std::uint64_t>::max(); },
                   {"sqlite"}});
    add_reals(all);
    add_decimals(all);
    add_texts(all);
    add_moments(all);
    return all;
}

// What the database has is what it was given, or it was refused: nothing else.
void comes_back(Session& session, const std::string& database, const Extreme& extreme) {
    Repository<Everything> rows(session);
    remove<Everything>().everywhere().run(session);
    Everything row;
    row.id = 1;
    extreme.set(row);
    bool refused = false;
    try {
        rows.insert(row);
    } catch (const DatabaseError& error) {
        refused = error.kind() == DatabaseError::Kind::invalid_data;
        BOOST_TEST(refused, error.what());
    }
    BOOST_TEST(refused == extreme.refusing.contains(database));
    if (refused) return;
    check_same(rows.find(1).value(), row);
    from<Everything>.each(session, [&](const Everything& found) { check_same(found, row); });
}

void takes_extreme_values(Session& session, Target& target) {
    for (const Extreme& extreme : extremes()) BOOST_TEST_CONTEXT(extreme.name) {
            comes_back(session, target.name(), extreme);
        }
}

void takes_extreme_values_in_bulk(Session& session, Target& target) {
    Repository<Everything> rows(session);
    std::vector<Everything> all;
    for (int turn = 0; turn < 8; ++turn)
        for (const Extreme& extreme : extremes()) {
            if (extreme.refusing.contains(target.name()) || extreme.name.ends_with("1 MB"))
                continue;
            Everything row;
            row.id = static_cast<std::int32_t>(all.size());
            extreme.set(row);
            all.push_back(std::move(row));
        }
    BOOST_TEST_REQUIRE(all.size() > 256U);
    rows.insert_all(all);
    const std::vector<Everything> found =
        from<Everything>.order_by(f<&Everything::id>).all(session);
    BOOST_TEST_REQUIRE(found.size() == all.size());
    for (const Everything& row : all) check_same(found[static_cast<std::size_t>(row.id)], row);
}

} // namespace

std::vector<Case> extreme_cases() {
    return {{"takes extreme values, or refuses them", takes_extreme_values},
            {"takes extreme values in bulk", takes_extreme_values_in_bulk}};
}

} // namespace varve::test
