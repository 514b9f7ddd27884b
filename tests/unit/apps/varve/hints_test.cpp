#include "apps/varve/command.hpp"
#include "apps/varve/command_line.hpp"
#include "kernel/load/plugin_registry.hpp"
#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <regex>

using namespace varve;
namespace fs = std::filesystem;

namespace {

// Our own, and those that come with our plugins.
std::vector<CommandSpec> all_commands() {
    std::vector<CommandSpec> specs;
    for (const AppCommand& known : app_commands()) specs.push_back(known.spec);
    PluginRegistry plugins({VARVE_PLUGIN_DIRECTORY}, {});
    for (const PluginFile& file : plugins.files())
        for (const auto& command : plugins.load(file).commands()) specs.push_back(command->spec());
    return specs;
}

// Of the command that `words` begin with: "plan", of "plan revert".
std::vector<OptionSpec> options_of(const std::string& words) {
    static const std::vector<CommandSpec> commands = all_commands();
    std::vector<OptionSpec> options(common_options().begin(), common_options().end());
    for (const CommandSpec& known : commands)
        if ((words + ' ').starts_with(known.name + ' '))
            options.insert(options.end(), known.options.begin(), known.options.end());
    return options;
}

bool takes(const std::string& words, const std::string& option) {
    return std::ranges::any_of(options_of(words), [&](const OptionSpec& spec) {
        return spec.name.substr(0, spec.name.find(',')) == option;
    });
}

// The strings of a source, in one; those that the compiler joins stand side by side.
std::string strings_in(const fs::path& file) {
    const std::string text = test::read_file(file);
    static const std::regex joint("\"\\s*\"");
    return std::regex_replace(text, joint, "");
}

} // namespace

BOOST_AUTO_TEST_SUITE(hints)

// What a message tells somebody to enter can be entered.
BOOST_AUTO_TEST_CASE(every_option_is_one_of_the_command_it_is_told_for) {
    const std::regex advice("varve ([a-z]+(?: [a-z]+)?) --([a-z-]+)");
    std::size_t count = 0;
    for (const char* const folder : {"kernel", "plugins", "sdk/src", "apps/varve"})
        for (const auto& entry :
             fs::recursive_directory_iterator(fs::path(VARVE_SOURCE_DIR) / folder)) {
            if (entry.path().extension() != ".cpp") continue;
            const std::string text = strings_in(entry.path());
            for (std::sregex_iterator found(text.begin(), text.end(), advice), end; found != end;
                 ++found, ++count)
                BOOST_TEST(takes((*found)[1], (*found)[2]), entry.path().string()
                                                                << ": " << found->str());
        }
    BOOST_TEST(count > 10U);
}

BOOST_AUTO_TEST_SUITE_END()
