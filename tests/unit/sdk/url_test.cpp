#include "varve/url.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(url)

BOOST_AUTO_TEST_CASE(reads_the_parts_of_a_server_url) {
    const auto url =
        varve::Url::parse("PostgreSQL://alice@db1:5432,db2/app?sslmode=require&host=%2Ftmp");
    BOOST_TEST(url.scheme() == "postgresql");
    BOOST_TEST(url.user() == "alice");
    BOOST_TEST(url.hosts() == "db1:5432,db2");
    BOOST_TEST(url.path() == "/app");
    BOOST_TEST(url.parameter("host").value() == "/tmp");
    BOOST_TEST(!url.parameter("port"));
    BOOST_TEST(!url.password());
    BOOST_TEST(url.text() == "postgresql://alice@db1:5432,db2/app?sslmode=require&host=%2Ftmp");
}

BOOST_AUTO_TEST_CASE(takes_the_password_out_of_the_text) {
    struct Case {
        const char *name, *url, *text;
    };
    for (const Case& c : {
             Case{"in the user part", "pg://u:p%40ss%2Fw@h/d", "pg://u@h/d"},
             Case{"as a parameter", "pg://u@h/d?a=1&password=p%40ss%2Fw&b=2", "pg://u@h/d?a=1&b=2"},
             Case{"as the only parameter", "pg://u@h/d?password=p%40ss%2Fw", "pg://u@h/d"},
         }) {
        BOOST_TEST_CONTEXT(c.name) {
            const auto url = varve::Url::parse(c.url);
            BOOST_TEST(url.text() == c.text);
            BOOST_TEST_REQUIRE(url.password().has_value());
            BOOST_TEST(url.password()->reveal() == "p@ss/w");
        }
    }
}

BOOST_AUTO_TEST_CASE(reads_the_forms_of_a_file_url) {
    BOOST_TEST(varve::Url::parse("sqlite:relative.db").path() == "relative.db");
    BOOST_TEST(varve::Url::parse("sqlite::memory:").path() == ":memory:");
    BOOST_TEST(varve::Url::parse("sqlite:///abs/a%20b.db").path() == "/abs/a b.db");
    BOOST_TEST(varve::Url::parse("sqlite:///abs/path.db").has_authority());
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_url) {
    for (const char* const text :
         {"", "nothing", "/a/path.db", ":x", "1a:b", "pg://h/%zz", "pg://h/%4"})
        BOOST_TEST_CONTEXT(text)
    BOOST_CHECK_THROW(varve::Url::parse(text), varve::ConfigError);
}

BOOST_AUTO_TEST_SUITE_END()
