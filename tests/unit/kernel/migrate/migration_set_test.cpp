#include "kernel/migrate/migration_set.hpp"

#include "migrate/samples.hpp"
#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

namespace {

std::string failure(const MigrationSet& set, std::string_view text) {
    try {
        set.resolve(text);
    } catch (const MigrationError& error) {
        return error.what();
    }
    return "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(migration_set)

BOOST_AUTO_TEST_CASE(orders_by_version_or_by_the_sources_key) {
    const MigrationSet dates({samples::migration("20260102"), samples::migration("20260101")});
    BOOST_TEST(dates.all().front().version.text() == "20260101");
    Migration two = samples::migration("1.2"), ten = samples::migration("1.10");
    two.version = Version("1.2", "0001.0002");
    ten.version = Version("1.10", "0001.0010");
    const MigrationSet dotted({ten, two});
    BOOST_TEST(dotted.all().front().version.text() == "1.2");
}

BOOST_AUTO_TEST_CASE(names_both_files_of_a_version_that_comes_twice) {
    Migration twin = samples::migration("1");
    twin.origin = "twin.sql";
    BOOST_CHECK_EXCEPTION(MigrationSet({samples::migration("1"), twin}), MigrationError,
                          [](const MigrationError& error) {
                              const std::string text = error.what();
                              return text.find("1.sql") != std::string::npos &&
                                     text.find("twin.sql") != std::string::npos &&
                                     error.exit_code() == ExitCode::usage;
                          });
}

BOOST_AUTO_TEST_CASE(names_both_migrations_of_one_file_that_have_the_same_version) {
    Migration one = samples::migration("1"), other = samples::migration("1");
    other.name = "other";
    other.origin = one.origin;
    BOOST_CHECK_EXCEPTION(
        MigrationSet({one, other}), MigrationError, [](const MigrationError& error) {
            return std::string(error.what()).find("other has the same version as m1 (1)") !=
                   std::string::npos;
        });
}

BOOST_AUTO_TEST_CASE(leaves_out_what_is_for_another_dialect) {
    Migration other = samples::migration("2");
    other.dialects = {"other"};
    MigrationSet set({samples::migration("1"), other, samples::migration("3")});
    set.keep_only("sample");
    BOOST_TEST(set.all().size() == 2U);
    BOOST_TEST(set.find(Version("3"))->name == "m3");
    BOOST_TEST(set.find(Version("2")) == nullptr);
}

BOOST_AUTO_TEST_CASE(finds_a_migration_by_what_people_write) {
    const MigrationSet set({samples::migration("20260101"), samples::migration("20260102"),
                            samples::migration("20270101")});
    BOOST_TEST(set.resolve("20260102").name == "m20260102");
    BOOST_TEST(set.resolve("m20260101").version.text() == "20260101");
    BOOST_TEST(set.resolve("2027").version.text() == "20270101");
    BOOST_TEST(failure(set, "2026").find("beginning of 2 versions") != std::string::npos);
    BOOST_TEST(failure(set, "20260103").find("did you mean '2026010") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
