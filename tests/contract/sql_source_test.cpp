#include "loaded_plugin.hpp"

#include "varve/testing/boost_test.hpp"
#include "varve/testing/source_suite.hpp"

using namespace varve;
using testing::SourceFile;

namespace {

std::vector<testing::WellFormed> well_formed() {
    return {{{.name = "20260101000000_create_stones.sql",
              .content = "-- Stones come first.\n\n"
                         "-- varve:up\n"
                         "CREATE TABLE stone (id INTEGER PRIMARY KEY);\n"
                         "INSERT INTO stone VALUES (1);\n\n"
                         "-- varve:down\n"
                         "DROP TABLE stone;\n"},
             "20260101000000",
             "create_stones"},
            {{.name = "20260102030405_weigh_stones.sql",
              .content = "\xEF\xBB\xBF-- varve:dialect sqlite,postgresql\r\n"
                         "-- varve:up transaction=none\r\n"
                         "-- varve:allow drop-column\r\n"
                         "ALTER TABLE stone ADD weight INTEGER;\r\n"
                         "-- varve:dialect postgresql\r\n"
                         "CREATE INDEX CONCURRENTLY by_weight ON stone (weight);\r\n"
                         "-- varve:irreversible nobody remembers what they weighed\r\n"},
             "20260102030405",
             "weigh_stones",
             false},
            {{.name = "20240229235959_a.sql",
              .content = "-- varve:up\n"
                         "-- varve:statement begin\n"
                         "CREATE TRIGGER t AFTER INSERT ON stone BEGIN SELECT 1; END;\n"
                         "-- varve:statement end\n"
                         "-- varve:down\nDROP TRIGGER t"},
             "20240229235959",
             "a"}};
}

SourceFile file(std::string content, std::string name = "20260103000000_wrong.sql") {
    return {.name = std::move(name), .content = std::move(content)};
}

std::vector<testing::Malformed> malformed() {
    const std::string up = "-- varve:up\nSELECT 1;\n";
    return {
        {"sql_before_the_first_section", file("-- hello\nSELECT 1;\n" + up), 2, "varve:up"},
        {"a_file_without_a_section", file("-- nothing here\n"), 0, "varve:up"},
        {"an_empty_file", file(""), 0, "empty"},
        {"a_section_twice", file(up + "-- varve:up\nSELECT 2;\n"), 3, "second"},
        {"an_unknown_directive", file(up + "-- varve:dwon\nSELECT 2;\n"), 3, "down"},
        {"an_unknown_option", file("-- varve:up transaction=maybe\nSELECT 1;\n"), 1, "transaction"},
        {"a_directive_that_is_not_quite_one", file(up + "--varve:down\nSELECT 2;\n"), 3,
         "directive"},
        {"a_statement_that_does_not_end",
         file("-- varve:up\n-- varve:statement begin\nSELECT 1;\n"), 2, "end"},
        {"no_reason_for_no_way_back", file(up + "-- varve:irreversible\n"), 3, "reason"},
        {"bytes_that_are_no_utf_8", file("-- varve:up\nSELECT '\xE9';\n"), 2, "UTF-8"},
        {"a_nul_byte", file(std::string("-- varve:up\nSELECT '\0';\n", 24)), 2, "NUL"},
        {"a_version_that_is_no_date", file(up, "20261303000000_wrong.sql"), 0, "version"},
        {"a_version_that_is_too_short", file(up, "2026_wrong.sql"), 0, "14"},
        {"a_name_with_capitals", file(up, "20260103000000_Wrong.sql"), 0, "name"},
        {"no_name", file(up, "20260103000001_.sql"), 0, "name"},
        {"a_folder_with_the_name_of_a_migration",
         {.name = "20260103000002_folder.sql", .content = "", .type = SourceFile::Type::folder},
         0,
         "folder"}};
}

testing::Suite sql_source() {
    const auto& sources = test::plugin("varve-source-sql").sources();
    testing::SourceFacts facts{.name = sources.at(0).name, .make = sources.at(0).make};
    facts.well_formed = well_formed();
    facts.malformed = malformed();
    facts.ignored = {file("# Migrations\n", "README.md"), file("SELECT 1;\n", "seeds/users.sql"),
                     file("SELECT 1;\n", ".20260101000000_create_stones.sql.swp"),
                     file("SELECT 1;\n", "20260101000000_create_stones.sql~")};
    facts.duplicates = {
        file("-- varve:up\nSELECT 1;\n", "20260104000000_one.sql"),
        file("-- varve:up\nSELECT 2;\n", "20260104000000_two.sql"),
    };
    facts.new_version = "20260105000000";
    facts.bad_names = {"", "   ", "!!!"};
    return source_suite(std::move(facts));
}

VARVE_BOOST_SUITE(sql_source)

} // namespace
