#include "plugins/hooks/seed/csv.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace varve;
using namespace varve::seed;

namespace {

/// Every record as "line: a|b", NULL as "-".
std::string records(const std::string& text, std::size_t block_size = 1000) {
    std::istringstream input(text);
    CsvBlocks blocks(input, block_size);
    std::string result = "header: " + std::string(blocks.header());
    for (CsvBlock block = blocks.next(); !block.bytes.empty(); block = blocks.next())
        read_csv(block, [&](std::span<const Cell> cells, std::uint32_t line) {
            result += "; " + std::to_string(line) + ": ";
            for (std::size_t i = 0; i < cells.size(); ++i)
                result += (i == 0 ? "" : "|") +
                          (cells[i].is_null() ? "-" : std::string(cells[i].as_text()));
        });
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(csv)

BOOST_AUTO_TEST_CASE(reads_what_rfc_4180_writes) {
    struct Case {
        const char* name;
        std::string text, records;
    };
    for (const Case& c : {
             Case{"plain", "a,b\n1,2\n3,4\n", "header: a,b\n; 2: 1|2; 3: 3|4"},
             Case{"no end of the last line", "a\n1", "header: a\n; 2: 1"},
             Case{"lines that end as on Windows", "a,b\r\n1,2\r\n\"x\",\r\n",
                  "header: a,b\r\n; 2: 1|2; 3: x|-"},
             Case{"nothing is NULL, and an empty text is none", "a,b,c\n,\"\",\n",
                  "header: a,b,c\n; 2: -||-"},
             Case{"commas, quotes and lines inside quotes", "a,b\n\"x, \"\"y\"\"\nz\",1\n2,3\n",
                  "header: a,b\n; 2: x, \"y\"\nz|1; 4: 2|3"},
             Case{"a name with a line end", "\"a\nb\"\n1\n", "header: \"a\nb\"\n; 3: 1"},
             Case{"a byte order mark",
                  "\xEF\xBB\xBF"
                  "a\n1\n",
                  "header: a\n; 2: 1"},
             Case{"only a header", "a,b", "header: a,b"},
             Case{"blanks are part of a value", "a,b\n 1 , \n", "header: a,b\n; 2:  1 | "},
         })
        BOOST_TEST_CONTEXT(c.name) {
            for (const std::size_t size : {1U, 2U, 3U, 7U, 1000U})
                BOOST_TEST(records(c.text, size) == c.records);
        }
}

BOOST_AUTO_TEST_CASE(says_on_which_line_it_is_no_csv) {
    struct Case {
        const char *name, *text, *words;
    };
    for (const Case& c : {
             Case{"a quote that is not closed", "a\n1\n\"x\ny\n", "3: a quote is not closed"},
             Case{"text behind a quote", "a\n\"x\ny\"z\n", "3: something stands behind"},
             Case{"a quote inside", "a\n1\nx\"y\"\n", "3: a quote inside a value"},
         })
        BOOST_TEST_CONTEXT(c.name) {
            BOOST_CHECK_EXCEPTION(records(c.text), ConfigError, [&](const ConfigError& error) {
                return std::string(error.what()).starts_with(c.words);
            });
        }
}

BOOST_AUTO_TEST_SUITE_END()
