#include "plugins/dialects/postgresql/errors.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::postgresql;

BOOST_AUTO_TEST_SUITE(errors)

BOOST_AUTO_TEST_CASE(translates_sqlstates) {
    using enum varve::DatabaseError::Kind;
    struct Case {
        const char* sqlstate;
        varve::DatabaseError::Kind kind;
    };
    for (const Case& c : {Case{"23505", unique_violation},
                          Case{"23503", foreign_key_violation},
                          Case{"23502", not_null_violation},
                          Case{"23514", check_violation},
                          Case{"23P01", unique_violation},
                          Case{"42601", syntax},
                          Case{"42P01", undefined_object},
                          Case{"42703", undefined_object},
                          Case{"3F000", undefined_object},
                          Case{"42P07", duplicate_object},
                          Case{"42501", permission},
                          Case{"25006", read_only},
                          Case{"22P02", invalid_data},
                          Case{"22003", invalid_data},
                          Case{"55P03", lock_timeout},
                          Case{"40P01", deadlock},
                          Case{"40001", serialization},
                          Case{"57014", cancelled},
                          Case{"53100", disk_full},
                          Case{"53200", out_of_memory},
                          Case{"53300", unreachable},
                          Case{"57P01", connection_lost},
                          Case{"57P03", unreachable},
                          Case{"08006", connection_lost},
                          Case{"08P01", misuse},
                          Case{"28P01", authentication},
                          Case{"28000", authentication},
                          Case{"3D000", unreachable},
                          Case{"0A000", unsupported},
                          Case{"25P02", misuse},
                          Case{"25001", other},
                          Case{"P0001", other},
                          Case{"", other}})
        BOOST_TEST_CONTEXT(c.sqlstate)
    BOOST_TEST((kind_of_sqlstate(c.sqlstate) == c.kind));
}

BOOST_AUTO_TEST_CASE(positions_count_characters_not_bytes) {
    BOOST_TEST(byte_position("select x", 8) == 7U);
    BOOST_TEST(byte_position("select 'äö', x", 14) == 15U);
    BOOST_TEST(byte_position("𝄞x", 2) == 4U);
    BOOST_TEST(byte_position("ab", 10) == 2U);
    BOOST_TEST(byte_position("ab", 1) == 0U);
}

BOOST_AUTO_TEST_CASE(messages_fit_on_a_line) {
    BOOST_TEST(on_one_line("a\n\tIs it on?\nb\n\n") == "a; b");
    BOOST_TEST(on_one_line("\n") == "");
}

BOOST_AUTO_TEST_SUITE_END()
