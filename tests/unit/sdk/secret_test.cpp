#include "varve/secret.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>

BOOST_AUTO_TEST_SUITE(secret)

BOOST_AUTO_TEST_CASE(is_struck_out_of_text_and_errors_while_it_lives) {
    std::optional<varve::Secret> secret(std::in_place, "hunter2");
    const varve::Secret copy = *secret;
    BOOST_TEST(varve::redacted("user=x password=hunter2 hunter2") == "user=x password=*** ***");
    BOOST_TEST(varve::Error("no: hunter2").what() == std::string("no: ***"));
    secret.reset();
    BOOST_TEST(varve::redacted("hunter2") == "***"); // the copy lives
}

BOOST_AUTO_TEST_CASE(is_struck_out_of_all_that_a_database_said) {
    const varve::Secret secret("hunter2");
    const varve::DatabaseError error({.message = "m hunter2",
                                      .statement = "ALTER ROLE a PASSWORD 'hunter2' x",
                                      .position = 31,
                                      .detail = "d hunter2",
                                      .hint = "h hunter2"});
    BOOST_TEST(error.facts().message == "m ***");
    BOOST_TEST(error.facts().statement == "ALTER ROLE a PASSWORD '***' x");
    BOOST_TEST(error.facts().detail == "d ***");
    BOOST_TEST(error.facts().hint == "h ***");
    BOOST_TEST(!error.facts().position); // it would point elsewhere now
    const varve::DatabaseError other({.message = "", .statement = "SELEC 1", .position = 3});
    BOOST_TEST(other.facts().position.value() == 3U);
}

BOOST_AUTO_TEST_CASE(is_forgotten_when_it_ends) {
    { const varve::Secret secret("swordfish"); }
    BOOST_TEST(varve::redacted("swordfish") == "swordfish");
}

BOOST_AUTO_TEST_CASE(leaves_text_alone_when_it_is_too_short_to_tell_anything) {
    const varve::Secret secret("ab");
    BOOST_TEST(varve::redacted("about") == "about");
}

BOOST_AUTO_TEST_CASE(moves_without_leaving_a_copy) {
    varve::Secret first("swordfish");
    const varve::Secret second = std::move(first);
    BOOST_TEST(second.reveal() == "swordfish");
    BOOST_TEST(varve::redacted("swordfish") == "***");
}

BOOST_AUTO_TEST_SUITE_END()
