#include "apps/varve/command.hpp"
#include "apps/varve/command_line.hpp"
#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <regex>

using namespace varve;
namespace fs = std::filesystem;

namespace {

// Of the command that `words` begin with: "plan", of "plan revert".
std::vector<OptionSpec> options_of(const std::string& words) {
    std::vector<OptionSpec> options(common_options().begin(), common_options().end());
    for (const AppCommand& known : app_commands())
        if ((words + ' ').starts_with(known.spec.name + ' '))
            options.insert(options.end(), known.spec.options.begin(), known.spec.options.end());
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
