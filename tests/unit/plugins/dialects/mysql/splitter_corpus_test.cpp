#include "plugins/dialects/mysql/lexical_rules.hpp"
#include "plugins/dialects/mysql/splitter.hpp"
#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>

// What the mariadb client sent and where the server itself cut was recorded in *.expected
// (tests/support/corpus/record_mysql).

namespace {

namespace fs = std::filesystem;
using namespace varve::mysql;
using Texts = std::vector<std::string>;

constexpr SqlMode mode{.is_mariadb = true, .version_number = 101119};
const fs::path corpus = fs::path(VARVE_SOURCE_DIR) / "tests/support/corpus/mysql";

// The client sends neither comments nor the CR of a line's end, so tokens without it are compared.
std::string tokens_only(std::string_view text) {
    std::string result;
    for (const varve::Token& token : tokens_of(text, mode)) (result += token.text) += '\n';
    std::erase(result, '\r');
    return result;
}

Texts recorded(const fs::path& file) {
    constexpr std::string_view mark = "\n====\n";
    const std::string text = varve::test::read_file(file);
    Texts statements;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = text.find(mark, start);
        BOOST_TEST_REQUIRE(end != std::string::npos);
        statements.push_back(tokens_only(text.substr(start, end - start)));
        start = end + mark.size();
    }
    return statements;
}

Texts ours(const fs::path& file) {
    const varve::Script script = split_script(varve::test::read_file(file), 1, mode);
    for (const varve::ScriptProblem& problem : script.problems) BOOST_ERROR(problem.sentence);
    Texts statements;
    for (const varve::ScriptStatement& statement : script.statements)
        statements.push_back(tokens_only(statement.text));
    return statements;
}

std::size_t compare_all(const fs::path& folder) {
    std::size_t count = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        fs::path file = entry.path();
        if (file.extension() != ".sql") continue;
        ++count;
        BOOST_TEST_CONTEXT(file.filename()) {
            const Texts cut = ours(file);
            BOOST_TEST(cut == recorded(file.replace_extension(".expected")),
                       boost::test_tools::per_element());
        }
    }
    return count;
}

} // namespace

BOOST_AUTO_TEST_SUITE(splitter_corpus)

BOOST_AUTO_TEST_CASE(sends_what_the_client_sends) {
    BOOST_TEST(compare_all(corpus / "client") >= 150U);
}

BOOST_AUTO_TEST_CASE(cuts_where_the_server_cuts) {
    BOOST_TEST(compare_all(corpus / "server") >= 70U);
}

BOOST_AUTO_TEST_SUITE_END()
