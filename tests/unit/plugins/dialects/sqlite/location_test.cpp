#include "plugins/dialects/sqlite/location.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using varve::ConfigError;
using varve::Url;
using varve::sqlite::Location;
using varve::sqlite::parse_location;

namespace {

Location location(const char* url) {
    return parse_location(Url::parse(url));
}

std::string refusal(const char* url) {
    try {
        location(url);
    } catch (const ConfigError& error) {
        return error.what();
    }
    return {};
}

} // namespace

BOOST_AUTO_TEST_SUITE(location_of_a_database)

BOOST_AUTO_TEST_CASE(reads_the_paths_that_people_write) {
    struct Case {
        const char *name, *url, *path, *uri;
    };
    for (const Case& c : {
             Case{"absolute, with an authority", "sqlite:///a/b.db", "/a/b.db", "file:///a/b.db"},
             Case{"absolute", "sqlite:/a/b.db", "/a/b.db", "file:///a/b.db"},
             Case{"relative", "sqlite:a/b.db", "a/b.db", "file:a/b.db"},
             Case{"in memory", "sqlite::memory:", ":memory:", "file::memory:"},
             Case{"two slashes in front", "sqlite:////a", "//a", "file:////a"},
             Case{"characters that mean something in a URI", "sqlite:50%25%3F%23.db", "50%?#.db",
                  "file:50%25%3F%23.db"},
         })
        BOOST_TEST_CONTEXT(c.name) {
            BOOST_TEST(location(c.url).path == c.path);
            BOOST_TEST(location(c.url).uri() == c.uri);
        }
    BOOST_TEST(location("sqlite::memory:").in_memory);
    BOOST_TEST(!location("sqlite:memory").in_memory);
}

BOOST_AUTO_TEST_CASE(reads_the_parameters_of_sqlite) {
    const Location all =
        location("sqlite:a.db?mode=ro&cache=shared&immutable=1&vfs=unix&busy_timeout=0");
    BOOST_TEST((all.mode == Location::Mode::read_only));
    BOOST_TEST((all.cache == Location::Cache::shared));
    BOOST_TEST(all.immutable);
    BOOST_TEST(all.uri() == "file:a.db?immutable=1");
    BOOST_TEST(all.vfs == "unix");
    BOOST_TEST(all.busy_timeout.count() == 0);
    BOOST_TEST(location("sqlite:a.db").busy_timeout.count() == 5000);
    BOOST_TEST((location("sqlite:a.db?mode=rw").mode == Location::Mode::read_write));
    BOOST_TEST((location("sqlite:a.db?mode=rwc").mode == Location::Mode::read_write_create));
    BOOST_TEST(location("sqlite:name?mode=memory").in_memory);
}

BOOST_AUTO_TEST_CASE(says_what_is_wrong_with_a_url) {
    struct Case {
        const char *url, *part;
    };
    for (const Case& c : {
             Case{"sqlite://relative.db", "the host 'relative.db'"},
             Case{"sqlite://localhost/a.db", "sqlite:///folder/file.db"},
             Case{"sqlite://me@/a.db", "names a user"},
             Case{"sqlite:", "names no file"},
             Case{"sqlite://", "sqlite::memory:"},
             Case{"sqlite:///:memory:", "a file called ':memory:'"},
             Case{"sqlite:a%00b", "NUL"},
             Case{"sqlite:a.db?mod=ro", "did you mean 'mode'?"},
             Case{"sqlite:a.db?sslmode=disable", "'sslmode'"},
             Case{"sqlite:a.db?mode=wr", "mode=wr"},
             Case{"sqlite:a.db?cache=big", "shared or private"},
             Case{"sqlite:a.db?immutable=yes", "0 or 1"},
             Case{"sqlite:a.db?busy_timeout=5s", "busy_timeout=5s"},
             Case{"sqlite:a.db?busy_timeout=-1", "milliseconds"},
             Case{"sqlite:a.db?busy_timeout=99999999999", "milliseconds"},
             Case{"sqlite:a.db?mode=ro&mode=rw", "twice"},
         })
        BOOST_TEST_CONTEXT(c.url << " says: " << refusal(c.url))
    BOOST_TEST(refusal(c.url).find(c.part) != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
