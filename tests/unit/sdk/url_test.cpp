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

BOOST_AUTO_TEST_CASE(can_lead_to_another_path) {
    struct Case {
        const char *url, *path, *text;
    };
    for (const Case& c : {
             Case{"pg://u:pw@h:1/d?a=b", "/e", "pg://u@h:1/e?a=b"},
             Case{"pg://h", "/e", "pg://h/e"},
             Case{"pg:///?host=%2Ftmp", "/e f", "pg:///e%20f?host=%2Ftmp"},
             Case{"sqlite:app.db", "/tmp/a?b.db", "sqlite:/tmp/a%3Fb.db"},
         }) {
        const auto other = varve::Url::parse(c.url).with_path(c.path);
        BOOST_TEST(other.text() == c.text);
        BOOST_TEST(other.path() == c.path);
        BOOST_TEST(varve::Url::parse(other.text()).path() == c.path);
    }
    const auto with_password = varve::Url::parse("pg://u:pw@h:1/d").with_path("/e");
    BOOST_TEST(with_password.password()->reveal() == "pw");
}

BOOST_AUTO_TEST_CASE(takes_the_password_out_of_the_text) {
    struct Case {
        const char *name, *url, *text;
    };
    for (const Case& c : {
             Case{"in the user part", "pg://u:p%40ss%2Fw@h/d", "pg://u@h/d"},
             Case{"as a parameter", "pg://u@h/d?a=1&password=p%40ss%2Fw&b=2", "pg://u@h/d?a=1&b=2"},
             Case{"as the only parameter", "pg://u@h/d?password=p%40ss%2Fw", "pg://u@h/d"},
             Case{"as a parameter in other letters", "pg://u@h/d?PassWord=p%40ss%2Fw",
                  "pg://u@h/d"},
             Case{"as an escaped parameter", "pg://u@h/d?pass%77ord=p%40ss%2Fw", "pg://u@h/d"},
             Case{"as passwd", "pg://u@h/d?passwd=p%40ss%2Fw", "pg://u@h/d"},
             Case{"as pwd", "pg://u@h/d?pwd=p%40ss%2Fw", "pg://u@h/d"},
             Case{"with an @ that is not escaped", "pg://u:p@ss%2Fw@h/d", "pg://u@h/d"},
             Case{"of a user with an @", "pg://u@corp:p%40ss%2Fw@h/d", "pg://u%40corp@h/d"},
         }) {
        BOOST_TEST_CONTEXT(c.name) {
            const auto url = varve::Url::parse(c.url);
            BOOST_TEST(url.text() == c.text);
            BOOST_TEST_REQUIRE(url.password().has_value());
            BOOST_TEST(url.password()->reveal() == "p@ss/w");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_password_may_hold_what_libpq_lets_stand_in_it) {
    for (const char* const password : {"p#w", "p?w", "#", "p?a=b&w", "p:w"}) {
        BOOST_TEST_CONTEXT(password) {
            const auto url = varve::Url::parse("pg://u:" + std::string(password) + "@h:1/d?a=b@c");
            BOOST_TEST(url.text() == "pg://u@h:1/d?a=b@c");
            BOOST_TEST(url.user() == "u");
            BOOST_TEST(url.hosts() == "h:1");
            BOOST_TEST_REQUIRE(url.password().has_value());
            BOOST_TEST(url.password()->reveal() == password);
        }
    }
    const auto url = varve::Url::parse("pg://u:pw@h?user=a@b");
    BOOST_TEST(url.password()->reveal() == "pw");
    BOOST_TEST(url.parameter("user").value() == "a@b");
}

BOOST_AUTO_TEST_CASE(the_password_of_a_key_is_not_in_the_text) {
    const auto url = varve::Url::parse("pg://u@h/d?sslkey=k&SSLPassword=key%20pw&a=1");
    BOOST_TEST(url.text() == "pg://u@h/d?sslkey=k&a=1");
    BOOST_TEST(url.parameter("sslpassword").value() == "key pw");
    BOOST_TEST(!url.password());
}

BOOST_AUTO_TEST_CASE(refuses_what_may_be_a_password_in_another_place_and_does_not_quote_it) {
    for (const std::string text :
         {"pg://dan:S3cret/word@h/d", "pg://dan:12/S3cret@h/d", "pg://dan:S3cret/d",
          "pg:dan:S3cret@h/d", "pg:/dan:S3cret@h/d", "pg:///dan:S3cret@h/d",
          "pg://dan:a@S3cret/word@h/d", "pg://dan@corp:S3cret/word@h/d", "pg://dan:12/3?S3cret@h/d",
          "pg://h:1,dan:S3cret/d", "pg://[::1]:S3cret/d", "jdbc:pg://dan:S3cret@h/d"}) {
        BOOST_TEST_CONTEXT(text) {
            BOOST_CHECK_EXCEPTION(
                varve::Url::parse(text), varve::ConfigError, [](const auto& error) {
                    return std::string_view(error.what()).find("S3cret") == std::string_view::npos;
                });
        }
    }
    BOOST_TEST(varve::Url::parse("sqlite:me@home.db").path() == "me@home.db");
    BOOST_TEST(varve::Url::parse("sqlite:a%3Ab@c.db").path() == "a:b@c.db");
}

BOOST_AUTO_TEST_CASE(refuses_parameters_that_a_database_does_not_know) {
    const auto refusal = [](std::string_view text) -> std::string {
        try {
            varve::Url::parse(text).require_parameters({"mode", "cache"}, "SQLite");
        } catch (const varve::ConfigError& error) {
            return error.what();
        }
        return "";
    };
    BOOST_TEST(refusal("sqlite:a.db?cache=1&mode=2") == "");
    BOOST_TEST(refusal("sqlite:a.db") == "");
    BOOST_TEST(refusal("sqlite:a.db?mode=1&moed=2") ==
               "the database URL has the parameter 'moed', which is none for SQLite (there are "
               "mode, cache); did you mean 'mode'?");
    BOOST_TEST(refusal("sqlite:a.db?mode=1&mode=1") ==
               "the database URL has the parameter 'mode' twice");
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
