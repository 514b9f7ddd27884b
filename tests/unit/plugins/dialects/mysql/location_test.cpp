#include "plugins/dialects/mysql/location.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using varve::ConfigError;
using varve::Url;
using varve::mysql::Location;
using varve::mysql::parse_location;

namespace {

Location location(const std::string& url) {
    return parse_location(Url::parse(url));
}

std::string refusal(const std::string& url) {
    try {
        location(url);
    } catch (const ConfigError& error) {
        return error.what();
    }
    return {};
}

bool says(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(location_of_a_database)

BOOST_AUTO_TEST_CASE(reads_where_a_server_is) {
    struct Case {
        const char *name, *url, *host;
        unsigned port;
    };
    for (const Case& c :
         {Case{"host", "mysql://u@db.example/app", "db.example", 3306},
          Case{"host and port", "mysql://u@db.example:3307/app", "db.example", 3307},
          Case{"localhost is a host", "mariadb://u@localhost/app", "localhost", 3306},
          Case{"IPv6", "mysql://u@[::1]/app", "::1", 3306},
          Case{"IPv6 and port", "mysql://u@[::1]:3307/app", "::1", 3307},
          Case{"the local socket", "mysql://u@/app", "", 3306}})
        BOOST_TEST_CONTEXT(c.name) {
            const Location found = location(c.url);
            BOOST_TEST(found.host == c.host);
            BOOST_TEST(found.port == c.port);
            BOOST_TEST(found.user == "u");
            BOOST_TEST(found.database == "app");
        }
}

BOOST_AUTO_TEST_CASE(reads_its_parameters) {
    const Location by_socket = location("mysql:///app?socket=%2Frun%2Fmy.sock");
    BOOST_TEST(by_socket.socket == "/run/my.sock");
    BOOST_TEST(by_socket.user.empty());
    BOOST_TEST((by_socket.tls == Location::Tls::preferred));
    const Location verified =
        location("mysql://h/app?ssl-mode=verify_identity&ssl-ca=/ca&ssl-cert=/cert&ssl-key=/key");
    BOOST_TEST((verified.tls == Location::Tls::verify_identity));
    BOOST_TEST(verified.ca == "/ca");
    BOOST_TEST(verified.certificate == "/cert");
    BOOST_TEST(verified.key == "/key");
    BOOST_TEST((location("mysql://h/app?ssl-mode=DISABLED").tls == Location::Tls::disabled));
}

BOOST_AUTO_TEST_CASE(refuses_what_it_cannot_read_and_says_why) {
    struct Case {
        const char *url, *reason;
    };
    for (const Case& c :
         {Case{"mysql:app", "lacks the two slashes"}, Case{"mysql://h", "names no database"},
          Case{"mysql://h/", "names no database"}, Case{"mysql://a,b/app", "several hosts"},
          Case{"mysql://h:0/app", "from 1 to 65535"},
          Case{"mysql://h:70000/app", "from 1 to 65535"},
          Case{"mysql://h/app?socket=/s", "both a host and a socket"},
          Case{"mysql://h/app?sslmode=REQUIRED", "did you mean 'ssl-mode'"},
          Case{"mysql://h/app?ssl-mode=REQUIERD", "did you mean 'REQUIRED'"},
          Case{"mysql://h/app?ssl-mode=VERIFY_CA", "no ssl-ca"},
          Case{"mysql://h/app?ssl-ca=/ca", "does not use"},
          Case{"mysql://h/app?ssl-key=/key", "both of ssl-cert and ssl-key"},
          Case{"mysql://h/app?ssl-ca=", "without a value"},
          Case{"mysql://h/app?ssl-mode=REQUIRED&ssl-mode=DISABLED", "twice"}})
        BOOST_TEST_CONTEXT(c.url) {
            const std::string refused = refusal(c.url);
            BOOST_TEST(says(refused, c.reason), refused);
        }
}

BOOST_AUTO_TEST_SUITE_END()
