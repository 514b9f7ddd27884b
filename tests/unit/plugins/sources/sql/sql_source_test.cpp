#include "plugins/sources/sql/sql_source.hpp"

#include "support/temp_dir.hpp"
#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>
#include <sys/stat.h>

using namespace varve;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view text = "-- varve:up\nSELECT 1;\n";

const SourceProblem* find(const SourceContents& contents, const std::string& file) {
    for (const SourceProblem& problem : contents.problems)
        if (problem.file.ends_with(file)) return &problem;
    return nullptr;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sql_source)

BOOST_AUTO_TEST_CASE(loads_the_migrations_of_a_folder) {
    const test::TempDir folder;
    folder.write("20260102000000_b.sql", text);
    folder.write("20260101000000_a.sql", text);
    folder.write("README.md", "hello");
    folder.write("20260101000000_a.sql~", "old");
    folder.write("sub/20260103000000_c.sql", text);
    const SourceContents contents = sql::SqlSource(folder.path()).load();
    BOOST_TEST(contents.problems.empty());
    BOOST_TEST_REQUIRE(contents.migrations.size() == 2U);
    BOOST_TEST(contents.migrations[0].version.text() == "20260101000000");
    BOOST_TEST(contents.migrations[0].name == "a");
    BOOST_TEST(contents.migrations[0].origin == (folder / "20260101000000_a.sql").string());
}

BOOST_AUTO_TEST_CASE(loads_repeatable_ones_from_a_folder_below) {
    const test::TempDir folder;
    folder.write("20260101000000_a.sql", text);
    folder.write("repeatable/view.sql",
                 "-- varve:after a, other\n" + std::string(text) + "-- varve:down\nSELECT 2;\n");
    folder.write("repeatable/notes.txt", "hello");
    const SourceContents contents = sql::SqlSource(folder.path()).load();
    BOOST_TEST(contents.problems.empty());
    BOOST_TEST_REQUIRE(contents.migrations.size() == 2U);
    BOOST_TEST(!contents.migrations[0].repeatable.has_value());
    const Migration& view = contents.migrations[1];
    BOOST_TEST(view.version.text() == "repeatable/view");
    BOOST_TEST(view.name == "view");
    BOOST_TEST(view.down.has_value());
    BOOST_TEST_REQUIRE(view.repeatable->after.size() == 2U);
    BOOST_TEST(view.repeatable->after[1].name == "other");
    BOOST_TEST(view.repeatable->after[1].line == 1U);
}

BOOST_AUTO_TEST_CASE(reports_what_is_not_read_below_the_folder_of_repeatable_ones) {
    const test::TempDir folder;
    folder.write("repeatable/view.sql", text);
    folder.write("repeatable/sub/deeper/other.sql", text);
    folder.write("repeatable/sub/notes.txt", "hello");
    folder.write("repeatable/.git/kept.sql", text);
    const SourceContents contents = sql::SqlSource(folder.path()).load();
    BOOST_TEST(contents.migrations.size() == 1U);
    BOOST_TEST_REQUIRE(contents.problems.size() == 1U);
    const SourceProblem& problem = contents.problems.front();
    BOOST_TEST(problem.file.ends_with("repeatable/sub/deeper/other.sql"));
    BOOST_TEST(problem.sentence.starts_with("is not read, for it lies in a folder below"));
}

BOOST_AUTO_TEST_CASE(reports_all_that_is_wrong_at_once_in_order) {
    const test::TempDir folder;
    folder.write("20260101000000_good.sql", text);
    folder.write("20260101000000_twin.sql", text);
    folder.write("20260102000000_empty.sql", "");
    folder.write("2026_short.sql", text);
    folder.write("20260103000000_two.sql", "-- varve:upp\n-- varve:up x\nA;");
    fs::create_directory(folder / "20260104000000_folder.sql");
    fs::create_symlink("nowhere", folder / "20260105000000_dangling.sql");
    ::mkfifo((folder / "20260106000000_pipe.sql").c_str(), 0600);
    fs::create_symlink("20260101000000_good.sql", folder / "20260107000000_link.sql");
    const SourceContents contents = sql::SqlSource(folder.path()).load();

    BOOST_TEST(contents.problems.size() == 8U);
    BOOST_TEST(std::ranges::is_sorted(contents.problems, {}, [](const SourceProblem& problem) {
        return std::pair(problem.file, problem.line);
    }));
    const SourceProblem* const twin = find(contents, "_twin.sql");
    BOOST_TEST_REQUIRE(twin != nullptr);
    BOOST_TEST(twin->sentence.find("20260101000000_good.sql") != std::string::npos);
    for (const char* const file :
         {"_empty.sql", "2026_short.sql", "_two.sql", "_folder.sql", "_dangling.sql", "_pipe.sql"})
        BOOST_TEST((find(contents, file) != nullptr), file);
    BOOST_TEST((find(contents, "_link.sql") == nullptr));
}

BOOST_AUTO_TEST_CASE(says_so_where_there_is_no_folder) {
    const test::TempDir folder;
    folder.write("file", "");
    BOOST_CHECK_THROW(sql::SqlSource(folder / "missing").load(), ConfigError);
    BOOST_CHECK_THROW(sql::SqlSource(folder / "file").load(), ConfigError);
}

BOOST_AUTO_TEST_CASE(creates_a_migration_that_can_be_loaded) {
    const test::TempDir folder;
    sql::SqlSource source(folder.path());
    const std::string file = source.create(Version("20260101000000"), "Add phone to users");
    BOOST_TEST(file == (folder / "20260101000000_add_phone_to_users.sql").string());
    const SourceContents contents = source.load();
    BOOST_TEST(contents.problems.empty());
    BOOST_TEST_REQUIRE(contents.migrations.size() == 1U);
    BOOST_TEST(contents.migrations[0].down.has_value());
}

BOOST_AUTO_TEST_CASE(never_writes_over_a_file) {
    const test::TempDir folder;
    sql::SqlSource source(folder.path());
    folder.write("20260101000000_a.sql", "precious");
    BOOST_CHECK_THROW(source.create(Version("20260101000000"), "a"), MigrationError);
    BOOST_TEST(test::read_file(folder / "20260101000000_a.sql") == "precious");
    BOOST_CHECK_THROW(source.create(Version("20260101000000"), "?!"), MigrationError);
    BOOST_CHECK_THROW(sql::SqlSource(folder / "no").create(Version("20260101000000"), "a"),
                      MigrationError);
}

BOOST_AUTO_TEST_SUITE_END()
