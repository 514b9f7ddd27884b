#include "plugins/dialects/postgresql/splitter.hpp"

#include "plugins/dialects/postgresql/dialect.hpp"

#include <pg_query.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

// PostgreSQL 15's own parser (libpg_query) says where statements end; psql 15 says what it sends of
// the rows after a COPY (recorded in *.expected).

namespace {

namespace fs = std::filesystem;
using namespace varve::postgresql;
using Texts = std::vector<std::string>;

const fs::path corpus = fs::path(VARVE_SOURCE_DIR) / "tests/support/corpus/postgresql";

std::string read(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<fs::path> scripts_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".sql") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

// The extensions' scripts refuse to be run by psql with a line for psql.
std::string without_echo_lines(const std::string& script) {
    std::string result;
    std::size_t start = 0;
    while (start < script.size()) {
        const std::size_t end = std::min(script.find('\n', start), script.size() - 1) + 1;
        if (script.compare(start, 5, "\\echo") != 0) result.append(script, start, end - start);
        start = end;
    }
    return result;
}

// From the first token on, so that comments in front do not count.
std::string trimmed(std::string_view statement) {
    varve::Lexer lexer(statement, lexical_rules);
    std::string_view rest = statement.substr(lexer.next().offset);
    const std::size_t last = rest.find_last_not_of(" \t\r\n\f\v");
    return std::string(rest.substr(0, last == std::string_view::npos ? 0 : last + 1));
}

std::optional<Texts> by_parser(std::string script) {
    if (script.starts_with("\xEF\xBB\xBF")) script.erase(0, 3);
    const PgQuerySplitResult result = pg_query_split_with_parser(script.c_str());
    std::optional<Texts> statements;
    if (result.error == nullptr) {
        statements.emplace();
        for (int i = 0; i < result.n_stmts; ++i) {
            const PgQuerySplitStmt& statement = *result.stmts[i];
            statements->push_back(trimmed(
                std::string_view(script).substr(static_cast<std::size_t>(statement.stmt_location),
                                                static_cast<std::size_t>(statement.stmt_len))));
        }
    }
    pg_query_free_split_result(result);
    return statements;
}

Texts by_us(const std::string& script) {
    Texts texts;
    for (const varve::ScriptStatement& statement : split_script(script, 1).statements)
        texts.push_back(statement.text);
    return texts;
}

class Comparison {
public:
    void add(const fs::path& file, const std::string& script) {
        const std::optional<Texts> expected = by_parser(script);
        if (!expected) {
            ++refused_;
            return;
        }
        ++compared_;
        BOOST_TEST_CONTEXT(file.filename()) {
            BOOST_TEST(split_script(script, 1).problems.empty());
            BOOST_TEST(by_us(script) == *expected, boost::test_tools::per_element());
        }
    }

    int compared() const { return compared_; }
    int refused() const { return refused_; }

private:
    int compared_ = 0;
    int refused_ = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(splitter_corpus)

BOOST_AUTO_TEST_CASE(cuts_where_the_servers_parser_does) {
    Comparison comparison;
    for (const fs::directory_entry& entry :
         fs::recursive_directory_iterator(VARVE_POSTGRESQL_SHARE))
        if (entry.path().extension() == ".sql")
            comparison.add(entry.path(), without_echo_lines(read(entry.path())));
    for (const fs::path& file : scripts_in(corpus)) comparison.add(file, read(file));
    std::cout << comparison.compared()
              << " scripts compared with PostgreSQL's parser, which refused "
              << comparison.refused() << " more\n";
    BOOST_TEST(comparison.compared() >= 300);
}

BOOST_AUTO_TEST_CASE(sends_the_rows_that_psql_sends) {
    int blocks = 0;
    for (const fs::path& file : scripts_in(corpus / "copy")) {
        int block = 0;
        for (const varve::ScriptStatement& statement : split_script(read(file), 1).statements) {
            if (!statement.input) continue;
            const fs::path expected = file.parent_path() / (file.stem().string() + '.' +
                                                            std::to_string(++block) + ".expected");
            BOOST_TEST_CONTEXT(expected.filename()) {
                BOOST_TEST_REQUIRE(fs::exists(expected));
                // psql 15 sends the line that ends the block too; the server takes no row from it.
                std::string sent = read(expected);
                for (const std::string_view marker : {"\\.\r\n", "\\.\n", "\\."})
                    if (sent == marker || sent.ends_with('\n' + std::string(marker))) {
                        sent.erase(sent.size() - marker.size());
                        break;
                    }
                BOOST_TEST((*statement.input == sent));
            }
            ++blocks;
        }
        const fs::path beyond = file.parent_path() / (file.stem().string() + '.' +
                                                      std::to_string(block + 1) + ".expected");
        BOOST_TEST(!fs::exists(beyond), beyond << " belongs to a block that was not found");
    }
    std::cout << blocks << " blocks of rows compared with psql's\n";
    BOOST_TEST(blocks > 0);
}

BOOST_AUTO_TEST_CASE(counts_the_statements_of_what_only_the_server_accepts) {
    constexpr std::string_view heading = "-- statements: ";
    for (const fs::path& file : scripts_in(corpus / "server_only")) {
        const std::string script = read(file);
        BOOST_TEST_CONTEXT(file.filename()) {
            BOOST_TEST_REQUIRE(script.starts_with(heading));
            BOOST_TEST(by_us(script).size() == std::stoul(script.substr(heading.size())));
        }
    }
}

BOOST_AUTO_TEST_CASE(survives_what_is_no_sql) {
    for (const fs::path& file : scripts_in(corpus / "refused")) {
        const std::string script = read(file);
        for (std::size_t size = 0; size <= script.size(); size += 1 + script.size() / 100)
            split_script(script.substr(0, size), 1);
        split_script(script, 1);
    }
}

BOOST_AUTO_TEST_SUITE_END()
