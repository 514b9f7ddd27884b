// What every source promises, tried on this one. The facts say what the suite cannot know.
#include "../src/source.hpp"

#include <varve/testing/source_suite.hpp>

using namespace varve;
using testing::SourceFile;

namespace {

SourceFile file(std::string name, std::string content) {
    return {.name = std::move(name), .content = std::move(content)};
}

testing::SourceFacts facts() {
    testing::SourceFacts facts;
    facts.name = "acme";
    facts.make = [](const SourceRequest& request) {
        return std::make_unique<AcmeSource>(request.directory);
    };
    facts.well_formed = {
        {file("20260101000000_create_stones.acme", "CREATE TABLE stone (id INTEGER);\n"
                                                   "INSERT INTO stone VALUES (1);\n"
                                                   "=== down\n"
                                                   "DROP TABLE stone;\n"),
         "20260101000000", "create_stones"},
        {file("20260102000000_weigh_stones.acme", "ALTER TABLE stone ADD weight INTEGER;\n"),
         "20260102000000", "weigh_stones", false}};
    facts.malformed = {{"an_empty_file", file("20260103000000_wrong.acme", ""), 0, "empty"},
                       {"a_version_that_is_no_date",
                        file("20261303000000_wrong.acme", "SELECT 1;\n"), 0, "version"}};
    facts.ignored = {file("README.md", "# Migrations\n")};
    facts.duplicates = {file("20260104000000_one.acme", "SELECT 1;\n"),
                        file("20260104000000_two.acme", "SELECT 2;\n")};
    facts.new_version = "20260105000000";
    return facts;
}

} // namespace

int main() {
    return run_main(source_suite(facts()));
}
