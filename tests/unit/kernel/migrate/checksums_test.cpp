#include "kernel/migrate/checksums.hpp"

#include "migrate/samples.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

namespace {

std::string bytes(const SqlOperation& operation) {
    Sha256 hash;
    return byte_checksum(operation, "sample", hash);
}
std::string tokens(const SqlOperation& operation) {
    Sha256 hash;
    return token_checksum(operation, samples::dialect, hash);
}

} // namespace

BOOST_AUTO_TEST_SUITE(checksums)

BOOST_AUTO_TEST_CASE(looks_change_the_bytes_only) {
    const SqlOperation before = samples::sql("create table t (a int);");
    const SqlOperation after = samples::sql("-- new\nCREATE TABLE t\r\n(a int) ;");
    BOOST_TEST(bytes(before) != bytes(after));
    BOOST_TEST(tokens(before) == tokens(after));
}

BOOST_AUTO_TEST_CASE(meaning_changes_both) {
    const SqlOperation before = samples::sql("insert into t values ('a');");
    for (const char* const text : {"insert into t values ('A');", "insert into t values ('a ');",
                                   "insert into u values ('a');"}) {
        BOOST_TEST(bytes(before) != bytes(samples::sql(text)));
        BOOST_TEST(tokens(before) != tokens(samples::sql(text)));
    }
    SqlOperation outside = before;
    outside.transaction = TransactionMode::none;
    BOOST_TEST(tokens(before) != tokens(outside));
    SqlOperation with_placeholders = before;
    with_placeholders.placeholders = true;
    BOOST_TEST(tokens(before) != tokens(with_placeholders));
    BOOST_TEST(bytes(before) != bytes(with_placeholders));
}

BOOST_AUTO_TEST_CASE(what_other_dialects_run_does_not_count) {
    const SqlOperation before = samples::sql("select 1;");
    SqlOperation after = before;
    after.fragments.push_back({.text = "select 2;", .dialects = {"other"}});
    BOOST_TEST(bytes(before) == bytes(after));
    BOOST_TEST(tokens(before) == tokens(after));
    after.fragments.back().dialects = {"sample"};
    BOOST_TEST(tokens(before) != tokens(after));
}

BOOST_AUTO_TEST_CASE(what_is_expected_counts_and_is_no_statement) {
    SqlOperation statement = samples::sql("insert into t values (1);");
    SqlOperation expectation = statement;
    statement.fragments.push_back({.text = "select 1"});
    expectation.fragments.push_back({.text = "select 1", .expectation = true});
    BOOST_TEST(bytes(expectation) != bytes(statement));
    BOOST_TEST(tokens(expectation) != tokens(statement));
    SqlOperation reformatted = expectation;
    reformatted.fragments[1].text = "SELECT 1 -- one";
    BOOST_TEST(bytes(reformatted) != bytes(expectation));
    BOOST_TEST(tokens(reformatted) == tokens(expectation));
    reformatted.fragments[1].text = "select 2";
    BOOST_TEST(tokens(reformatted) != tokens(expectation));
}

BOOST_AUTO_TEST_CASE(the_formats_never_change) {
    // Recorded in databases: if one of these fails, the old algorithm must stay and the new one get
    // a new name.
    const SqlOperation operation = samples::sql("CREATE TABLE t (a int); -- x\n");
    BOOST_TEST(bytes(operation) ==
               "sha256:d323748c0cc488cf60134b2a82c09df894e02badfb310aac3d80914f9ca9a7e6");
    BOOST_TEST(tokens(operation) ==
               "tokens1:423ee6ba394667422cb2fe4f84e3699efdb27f81af6a59612dd2ad456b175db5");
}

BOOST_AUTO_TEST_SUITE_END()
