#include "apps/varve/help.hpp"

#include "apps/varve/command.hpp"
#include "apps/varve/terminal.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

namespace {

void check_width(const std::string& page) {
    std::size_t start = 0;
    while (start < page.size()) {
        const std::size_t end = std::min(page.find('\n', start), page.size());
        const std::string line = page.substr(start, end - start);
        BOOST_TEST(display_width(line) <= 80U, line);
        BOOST_TEST(!line.ends_with(' '), '"' + line + '"');
        start = end + 1;
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(help)

BOOST_AUTO_TEST_CASE(every_page_fits_on_a_terminal) {
    std::vector<CommandGroup> groups;
    for (const AppCommand& command : app_commands()) {
        groups.push_back({"Group", {{command.spec.name, command.spec.summary}}});
        BOOST_TEST_CONTEXT(command.spec.name) check_width(command_help(command.spec));
    }
    check_width(overview(groups));
}

BOOST_AUTO_TEST_CASE(every_command_is_explained_and_has_an_example) {
    for (const AppCommand& command : app_commands()) {
        BOOST_TEST_CONTEXT(command.spec.name) {
            BOOST_TEST(!command.spec.summary.empty());
            BOOST_TEST(!command.spec.examples.empty());
            for (const OptionSpec& option : command.spec.options) BOOST_TEST(!option.help.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(tables_align_whatever_the_colour_and_the_letters) {
    BOOST_TEST(table({{"a", "b"}, {"\033[1mlong\033[0m", "x"}, {"é", "y"}}) ==
               "a     b\n\033[1mlong\033[0m  x\né     y\n");
}

BOOST_AUTO_TEST_SUITE_END()
