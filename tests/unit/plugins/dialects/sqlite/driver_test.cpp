#include "plugins/dialects/sqlite/driver.hpp"

#include "sample.hpp"
#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>
#include <sqlite3.h>
#include <sys/stat.h>

using namespace varve;
using DbKind = DatabaseError::Kind;
using Missing = ConnectRequest::Missing;
namespace fs = std::filesystem;

namespace {

std::unique_ptr<Connection> connect(const std::string& url, Missing missing = Missing::create) {
    ConnectRequest request{.url = Url::parse(url)};
    request.missing = missing;
    return sqlite::SqliteDriver().connect(request);
}

std::string refusal(const std::string& url, Missing missing = Missing::create) {
    try {
        connect(url, missing);
    } catch (const DatabaseError& error) {
        BOOST_TEST(to_string(error.kind()) == to_string(DbKind::unreachable));
        return error.what();
    }
    return "no error";
}

bool says(const std::string& sentence, const std::string& part) {
    return sentence.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sqlite_driver)

BOOST_AUTO_TEST_CASE(makes_a_database_only_where_that_is_allowed) {
    const test::TempDir folder;
    const std::string url = "sqlite://" + (folder / "a.db").string();
    BOOST_TEST(says(refusal(url, Missing::refuse), "a.db does not exist"));
    BOOST_TEST(says(refusal(url + "?mode=rwc", Missing::refuse), "does not exist"));
    BOOST_TEST(says(refusal(url + "?mode=rw"), "does not exist"));
    BOOST_TEST(says(refusal(url + "?mode=ro"), "does not exist"));
    BOOST_TEST(!fs::exists(folder / "a.db"));
    connect(url);
    BOOST_TEST(fs::exists(folder / "a.db"));
    BOOST_CHECK_NO_THROW(connect(url, Missing::refuse));
}

BOOST_AUTO_TEST_CASE(pretends_that_a_missing_database_is_empty) {
    const test::TempDir folder;
    ConnectRequest request{.url = Url::parse("sqlite:sub/a.db?mode=rw")};
    request.directory = folder.path();
    request.missing = Missing::pretend;
    std::string notice;
    request.on_notice = [&](std::string_view text) { notice = text; };
    const auto connection = sqlite::SqliteDriver().connect(request);
    connection->execute("CREATE TABLE a (b)");
    BOOST_TEST(says(notice, (folder / "sub/a.db").string()));
    BOOST_TEST(fs::is_empty(folder.path()));
    const auto lock = sqlite::SqliteDriver().migration_lock(*connection, request, {});
    BOOST_TEST(lock->try_acquire());
    BOOST_TEST(fs::is_empty(folder.path()));
}

BOOST_AUTO_TEST_CASE(takes_relative_paths_from_the_given_folder) {
    const test::TempDir folder;
    ConnectRequest request{.url = Url::parse("sqlite:a.db")};
    request.directory = folder.path();
    sqlite::SqliteDriver().connect(request);
    BOOST_TEST(fs::exists(folder / "a.db"));
}

BOOST_AUTO_TEST_CASE(says_why_a_file_cannot_be_opened) {
    const test::TempDir folder;
    folder.write("text.db", std::string(4096, 'x'));
    fs::create_symlink("nowhere", folder / "dangling.db");
    fs::create_symlink("loop.db", folder / "loop.db");
    ::mkfifo((folder / "fifo.db").c_str(), 0600);
    const std::string base = "sqlite://" + folder.path().string();
    struct Case {
        const char *name, *path, *part;
        Missing missing = Missing::create;
    };
    for (const Case& c : {
             Case{"a folder", "", "is a folder"},
             Case{"no such folder", "/no/a.db", "no does not exist; make it"},
             Case{"a file where a folder should be", "/text.db/a.db", "Not a directory"},
             Case{"another kind of file", "/text.db", "is not an SQLite database"},
             Case{"a dangling link", "/dangling.db", "symbolic link", Missing::refuse},
             Case{"a link to itself", "/loop.db", "symbolic links"},
             Case{"a pipe", "/fifo.db", "no regular file"},
         })
        BOOST_TEST_CONTEXT(c.name << " says: " << refusal(base + c.path, c.missing))
    BOOST_TEST(says(refusal(base + c.path, c.missing), c.part));
    BOOST_CHECK_THROW(connect(base + "/a.db?vfs=nonsense"), ConfigError);
}

BOOST_AUTO_TEST_CASE(opens_what_a_link_leads_to) {
    const test::TempDir folder;
    fs::create_symlink("real.db", folder / "link.db");
    connect("sqlite://" + (folder / "link.db").string())->execute("CREATE TABLE a (b)");
    BOOST_TEST(fs::exists(folder / "real.db"));
}

BOOST_AUTO_TEST_CASE(sets_up_a_session_and_leaves_the_rest_alone) {
    const test::TempDir folder;
    const auto connection = connect("sqlite://" + (folder / "a.db").string());
    BOOST_TEST(sqlite::test::text(*connection, "PRAGMA foreign_keys") == "1");
    BOOST_TEST(sqlite::test::text(*connection, "PRAGMA busy_timeout") == "5000");
    BOOST_TEST(sqlite::test::text(*connection, "PRAGMA journal_mode") == "delete");
    BOOST_TEST(sqlite::test::text(*connection, "PRAGMA synchronous") == "2");
    BOOST_TEST(connection->dialect().server() == std::string("SQLite ") + sqlite3_libversion());
    BOOST_TEST(connection->name_space().empty());
}

BOOST_AUTO_TEST_CASE(reads_a_database_that_takes_no_writes) {
    const test::TempDir folder;
    const std::string url = "sqlite://" + (folder / "a.db").string();
    connect(url)->execute("CREATE TABLE a (b)");
    for (const char* const mode : {"?mode=ro", "?immutable=1&mode=ro"}) BOOST_TEST_CONTEXT(mode) {
            const auto connection = connect(url + mode);
            BOOST_TEST(sqlite::test::text(*connection, "SELECT COUNT(*) FROM a") == "0");
            try {
                connection->execute("INSERT INTO a VALUES (1)");
                BOOST_ERROR("a write went through");
            } catch (const DatabaseError& error) {
                BOOST_TEST(to_string(error.kind()) == to_string(DbKind::read_only));
                BOOST_TEST(says(error.what(), (folder / "a.db").string()));
                BOOST_TEST(says(error.what(), "mode=ro"));
            }
        }
}

BOOST_AUTO_TEST_CASE(shares_a_database_in_memory_by_its_name) {
    const auto first = sqlite::test::connect("sqlite:shared?mode=memory&cache=shared");
    first->execute("CREATE TABLE a (b)");
    const auto second = sqlite::test::connect("sqlite:shared?mode=memory&cache=shared");
    BOOST_TEST(sqlite::test::text(*second, "SELECT COUNT(*) FROM a") == "0");
    BOOST_TEST(!fs::exists("shared"));
}

BOOST_AUTO_TEST_SUITE_END()
