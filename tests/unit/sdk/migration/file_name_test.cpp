#include "varve/error.hpp"
#include "varve/migration/file_name.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

BOOST_AUTO_TEST_SUITE(migration_file_names)

BOOST_AUTO_TEST_CASE(tell_version_and_name) {
    const auto parsed = parse_file_name("20240229235959_add_phone_2.sql");
    BOOST_TEST_REQUIRE(std::holds_alternative<FileName>(parsed));
    BOOST_TEST(std::get<FileName>(parsed).version.text() == "20240229235959");
    BOOST_TEST(std::get<FileName>(parsed).name == "add_phone_2");
}

BOOST_AUTO_TEST_CASE(of_other_files_are_ignored) {
    for (const char* const name : {"README.md", "20260101000000_a.sql~", "20260101000000_a.sql.bak",
                                   ".20260101000000_a.sql", ".", "..", "sql", "notes"})
        BOOST_TEST_CONTEXT(name)
    BOOST_TEST(std::holds_alternative<NotAMigration>(parse_file_name(name)));
}

BOOST_AUTO_TEST_CASE(that_are_not_quite_right_say_what_is_wrong) {
    struct Case {
        const char *name, *part;
    };
    for (const Case& c : {
             Case{"20260101000000_a.SQL", ".sql in small letters"},
             Case{"20260101_a.sql", "8 digits instead of 14"},
             Case{"2026010100000012_a.sql", "16 digits"},
             Case{"20260230000000_a.sql", "no date and time"},
             Case{"20250229000000_a.sql", "no date and time"},
             Case{"20261301000000_a.sql", "no date and time"},
             Case{"20260101240000_a.sql", "no date and time"},
             Case{"20260101006000_a.sql", "no date and time"},
             Case{"20260101000060_a.sql", "no date and time"},
             Case{"20260101000000.sql", "no name"},
             Case{"20260101000000_.sql", "no name"},
             Case{"20260101000000-a.sql", "no name"},
             Case{"20260101000000_Add.sql", "small letters"},
             Case{"20260101000000_für.sql", "small letters"},
             Case{"V1__init.sql", "version"},
             Case{"create_users.sql", "version"},
         })
        BOOST_TEST_CONTEXT(c.name) {
            const auto parsed = parse_file_name(c.name);
            BOOST_TEST_REQUIRE(std::holds_alternative<WrongName>(parsed));
            const std::string& sentence = std::get<WrongName>(parsed).sentence;
            BOOST_TEST(sentence.find(c.part) != std::string::npos, sentence);
        }
}

BOOST_AUTO_TEST_CASE(of_repeatable_ones_are_their_names) {
    const auto parsed = parse_repeatable_file_name("active_users2.sql");
    BOOST_TEST_REQUIRE(std::holds_alternative<FileName>(parsed));
    BOOST_TEST(std::get<FileName>(parsed).version.text() == "repeatable/active_users2");
    BOOST_TEST(std::get<FileName>(parsed).name == "active_users2");
    for (const char* const name : {".hidden.sql", "view.sql~", "README"})
        BOOST_TEST(std::holds_alternative<NotAMigration>(parse_repeatable_file_name(name)), name);
    for (const char* const name : {".sql", "a b.sql", "Views.sql", "view.SQL"})
        BOOST_TEST(std::holds_alternative<WrongName>(parse_repeatable_file_name(name)) ==
                       (std::string_view(name) != ".sql"),
                   name);
    BOOST_TEST(std::holds_alternative<FileName>(parse_repeatable_file_name("2026_report.sql")));
    const auto versioned = parse_repeatable_file_name("20260101000000_v.sql");
    BOOST_TEST_REQUIRE(std::holds_alternative<WrongName>(versioned));
    BOOST_TEST(std::get<WrongName>(versioned).sentence.starts_with("has a version in its name"));
}

BOOST_AUTO_TEST_CASE(are_made_from_words) {
    BOOST_TEST(name_from("Add phone to users") == "add_phone_to_users");
    BOOST_TEST(name_from("  add--phone/number!") == "add_phone_number");
    BOOST_TEST(name_from("../../etc/passwd") == "etc_passwd");
    BOOST_CHECK_THROW(name_from("äöü ?"), MigrationError);
}

BOOST_AUTO_TEST_SUITE_END()
