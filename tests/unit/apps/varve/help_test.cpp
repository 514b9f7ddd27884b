#include "apps/varve/help.hpp"

#include "apps/varve/command.hpp"
#include "apps/varve/man_page.hpp"
#include "apps/varve/terminal.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

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

BOOST_AUTO_TEST_CASE(every_command_stands_in_the_list_once) {
    std::set<std::string> names;
    for (const AppCommand& command : app_commands())
        BOOST_TEST(names.insert(command.spec.name).second, command.spec.name);
}

// So that help, completion and JSON list them in one order.
BOOST_AUTO_TEST_CASE(commands_of_a_group_stand_together) {
    std::vector<std::string_view> groups;
    for (const AppCommand& command : app_commands())
        if (groups.empty() || groups.back() != command.group) groups.push_back(command.group);
    const std::set<std::string_view> different(groups.begin(), groups.end());
    BOOST_TEST(groups.size() == different.size());
}

BOOST_AUTO_TEST_CASE(a_man_page_has_all_that_help_has) {
    for (const AppCommand& command : app_commands()) {
        const CommandSpec& spec = command.spec;
        std::string page = man_page(spec, "1.2.3");
        std::erase(page, '\\'); // a minus is written as \-
        BOOST_TEST_CONTEXT(spec.name) {
            BOOST_TEST(page.find(spec.summary) != std::string::npos);
            for (const ArgumentSpec& argument : spec.arguments)
                BOOST_TEST(page.find(argument.help) != std::string::npos, argument.name);
            for (const OptionSpec& option : spec.options)
                BOOST_TEST(page.find(".B " + spelled(option) + '\n' + explained(option)) !=
                               std::string::npos,
                           option.name);
            for (const std::string& example : spec.examples)
                BOOST_TEST(page.find('\n' + example + '\n') != std::string::npos, example);
        }
    }
}

BOOST_AUTO_TEST_CASE(tables_align_whatever_the_colour_and_the_letters) {
    BOOST_TEST(table({{"a", "b"}, {"\033[1mlong\033[0m", "x"}, {"é", "y"}}) ==
               "a     b\n\033[1mlong\033[0m  x\né     y\n");
}

BOOST_AUTO_TEST_SUITE_END()
