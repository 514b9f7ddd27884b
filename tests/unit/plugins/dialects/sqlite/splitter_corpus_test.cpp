#include "plugins/dialects/sqlite/dialect.hpp"
#include "plugins/dialects/sqlite/session.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>

namespace fs = std::filesystem;
using namespace varve;

namespace {

struct Count {
    std::size_t files = 0, statements = 0, refused = 0;
};

std::vector<fs::path> scripts_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".sql") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

// Between our end of a statement and SQLite's there is nothing but white space, comments and its
// semicolon.
bool only_a_semicolon(std::string_view between) {
    const std::vector<Token> tokens = tokenize(between, sqlite::lexical_rules());
    return tokens.empty() ||
           (tokens.size() == 1 && tokens.front().is(";") && between.ends_with(';'));
}

// Cuts by SQLite itself, running each statement so that the later ones can be compiled, and
// compares; false where SQLite refused to go on.
bool compare(const std::string& script, Count& count) {
    sqlite3* opened = nullptr;
    sqlite3_open(":memory:", &opened);
    const sqlite::DatabasePtr database(opened);
    const std::vector<ScriptStatement> ours = sqlite::SqliteDialect().split(script, 1).statements;
    std::size_t next = 0;
    std::size_t our_end = 0;
    for (const char* rest = script.c_str(); *rest != '\0';) {
        sqlite3_stmt* compiled = nullptr;
        if (sqlite3_prepare_v3(opened, rest, -1, 0, &compiled, &rest) != SQLITE_OK) return false;
        const sqlite::StatementPtr statement(compiled);
        if (!statement) continue; // a comment, or the end
        BOOST_TEST_REQUIRE(next < ours.size());
        our_end = script.find(ours[next].text, our_end) + ours[next].text.size();
        const auto end = static_cast<std::size_t>(rest - script.c_str());
        BOOST_TEST(our_end <= end);
        BOOST_TEST(only_a_semicolon(std::string_view(script).substr(our_end, end - our_end)),
                   "SQLite ends '" << ours[next].text << "' elsewhere");
        while (sqlite3_step(compiled) == SQLITE_ROW) {}
        ++next;
        ++count.statements;
    }
    BOOST_TEST(next == ours.size());
    return true;
}

Count compare_all(const fs::path& folder) {
    Count count;
    for (const fs::path& file : scripts_in(folder)) BOOST_TEST_CONTEXT(file.filename().string()) {
            ++count.files;
            if (!compare(test::read_file(file), count)) ++count.refused;
        }
    return count;
}

const fs::path corpus = fs::path(VARVE_SOURCE_DIR) / "tests/support/corpus/sqlite";

} // namespace

BOOST_AUTO_TEST_SUITE(sqlite_splitter_corpus)

BOOST_AUTO_TEST_CASE(cuts_every_script_where_sqlite_cuts_it) {
    const Count count = compare_all(corpus);
    BOOST_TEST_MESSAGE(count.files << " scripts, " << count.statements << " statements, "
                                   << count.refused << " scripts that SQLite refused on the way");
    BOOST_TEST(count.files > 0U);
    BOOST_TEST(count.refused == 0U);
}

BOOST_AUTO_TEST_CASE(comes_to_an_end_with_every_script_that_sqlite_refuses) {
    const Count count = compare_all(corpus / "refused");
    BOOST_TEST_MESSAGE(count.files << " scripts, " << count.refused << " refused by SQLite, after "
                                   << count.statements << " statements");
}

BOOST_AUTO_TEST_SUITE_END()
