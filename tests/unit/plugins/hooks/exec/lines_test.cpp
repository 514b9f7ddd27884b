#include "plugins/hooks/exec/lines.hpp"

#include "varve/secret.hpp"

#include <boost/test/unit_test.hpp>

using varve::exec::escaped;
using varve::exec::Lines;

namespace {

std::vector<std::string> lines_of(const std::vector<std::string>& pieces) {
    std::vector<std::string> found;
    Lines lines([&](const std::string& line) { found.push_back(line); });
    for (const std::string& piece : pieces) lines.add(piece);
    lines.end();
    return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(lines)

BOOST_AUTO_TEST_CASE(are_cut_where_they_end_however_they_come) {
    using Texts = std::vector<std::string>;
    BOOST_TEST(lines_of({"a\nb", "c\n", "", "\n\nd"}) == (Texts{"a", "bc", "", "", "d"}),
               boost::test_tools::per_element());
    BOOST_TEST(lines_of({"a\r\nb\r", "\n"}) == (Texts{"a", "b"}), boost::test_tools::per_element());
    BOOST_TEST(lines_of({""}).empty());
}

BOOST_AUTO_TEST_CASE(a_line_without_an_end_is_cut) {
    const std::string much(1'000'000, 'x');
    const auto found = lines_of({much, much, "\nshort"});
    BOOST_TEST_REQUIRE(found.size() == 2U);
    BOOST_TEST(found[0] == std::string(Lines::longest, 'x').append("…"));
    BOOST_TEST(found[1] == "short");
}

BOOST_AUTO_TEST_CASE(what_could_harm_a_terminal_or_is_no_text_is_escaped) {
    struct Case {
        const char* name;
        std::string_view text, shown;
    };
    using namespace std::string_view_literals;
    for (const Case& c : {
             Case{"text", "größer 日本 😀\tx"sv, "größer 日本 😀\tx"sv},
             Case{"escape", "\x1b[2J"sv, "\\x1b[2J"sv},
             Case{"nul_and_delete", "a\0b\x7f"sv, "a\\x00b\\x7f"sv},
             Case{"control_of_eight_bits", "\xc2\x9b"sv, "\\xc2\\x9b"sv},
             Case{"no_break_space", "\xc2\xa0"sv, "\xc2\xa0"sv},
             Case{"latin_1", "gr\xf6\xdf"sv, "gr\\xf6\\xdf"sv},
             Case{"overlong", "\xc0\xaf\xe0\x80\xaf"sv, "\\xc0\\xaf\\xe0\\x80\\xaf"sv},
             Case{"surrogate", "\xed\xa0\x80"sv, "\\xed\\xa0\\x80"sv},
             Case{"beyond_unicode", "\xf4\x90\x80\x80"sv, "\\xf4\\x90\\x80\\x80"sv},
             Case{"cut_off", "\xe6\x97"sv, "\\xe6\\x97"sv},
             Case{"cut_off_by_another", "\xe6\x97z"sv, "\\xe6\\x97z"sv},
         })
        BOOST_TEST_CONTEXT(c.name)
    BOOST_TEST(escaped(c.text) == c.shown);
}

BOOST_AUTO_TEST_CASE(secrets_are_struck_out_even_where_the_line_is_cut) {
    const varve::Secret secret("hunter2");
    BOOST_TEST(lines_of({"password hunt", "er2!"}).at(0) == "password ***!");
    // Wherever the cut falls, and however much shorter what stands before it became.
    std::string secrets;
    for (int i = 0; i < 300; ++i) secrets += "hunter2";
    for (const std::string& first : {std::string(), secrets})
        for (std::size_t before = Lines::longest - 10; before < Lines::longest + 1100; ++before) {
            const std::string line = lines_of({first + std::string(before - first.size(), 'x') +
                                               "hunter2" + std::string(3000, 'y')})
                                         .at(0);
            if (line.find("hun") != std::string::npos) BOOST_ERROR("not at " << before);
        }
}

BOOST_AUTO_TEST_SUITE_END()
