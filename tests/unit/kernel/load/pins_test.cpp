#include "kernel/load/pins.hpp"

#include "kernel/load/plugin_manifest.hpp"
#include "support/temp_dir.hpp"
#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

namespace {

std::string refusal(const std::filesystem::path& file) {
    try {
        varve::read_manifest(file);
    } catch (const varve::PluginError& error) {
        return error.what();
    }
    return "";
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(pins)

BOOST_AUTO_TEST_CASE(pins_are_read_from_the_lock_file) {
    const varve::test::TempDir folder;
    const std::string sum(64, 'a');
    BOOST_TEST(varve::read_pins(folder / "varve.lock").empty());
    const auto pins =
        varve::read_pins(folder.write("varve.lock", "[plugin.audit]\nsha256 = '" + sum + "'\n"));
    BOOST_TEST(pins.at("audit") == sum);
}

BOOST_AUTO_TEST_CASE(a_damaged_lock_file_is_refused) {
    struct Case {
        const char *name, *text, *said;
    };
    for (const Case& c : {
             Case{"no_sum", "[plugin.audit]\nsum = 'x'\n", ":1: [plugin.audit] needs a sha256"},
             Case{"half_a_sum", "\n[plugin.audit]\nsha256 = 'abc'\n",
                  ":2: [plugin.audit] needs a sha256, of 64 digits"},
             Case{"no_section", "[plugin]\naudit = 'abc'\n", ":2: [plugin.audit] needs a sha256"},
             Case{"another_word", "[plugins.audit]\nsha256 = 'x'\n", ":1: only [plugin.NAME]"},
             Case{"no_plugins", "plugin = 3\n", ":1: only [plugin.NAME]"},
             Case{"no_toml", "<<<<<<< ours\n", ":1: "},
         })
        BOOST_TEST_CONTEXT(c.name) {
            const varve::test::TempDir folder;
            const auto file = folder.write("varve.lock", c.text);
            const auto refused = [&](const varve::ConfigError& error) {
                BOOST_TEST(contains(error.what(), file.string() + c.said), error.what());
                return contains(error.what(), "or remove it and pin the plugins anew");
            };
            BOOST_CHECK_EXCEPTION(varve::read_pins(file), varve::ConfigError, refused);
        }
}

BOOST_AUTO_TEST_CASE(a_sealed_copy_has_the_sum_of_the_file_and_cannot_be_changed) {
    const varve::test::TempDir folder;
    const auto copy = varve::sealed_copy(folder.write("plugin.so", "abc"));
    BOOST_TEST(copy.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    BOOST_TEST(varve::test::read_file(copy.path) == "abc");
    BOOST_CHECK_THROW(varve::test::write_file(copy.path, "x"), std::exception);
}

BOOST_AUTO_TEST_CASE(files_that_are_no_plugins_are_told_apart) {
    const varve::test::TempDir folder;
    BOOST_TEST(contains(refusal(folder.write("a.so", "plain text")), "it is no ELF file"));
    BOOST_TEST(contains(refusal(folder.write("b.so", "")), "is empty"));
    BOOST_TEST(contains(refusal(folder.write("c.so", "\x7f"
                                                     "ELF")),
                        "it is no ELF file"));
    BOOST_TEST(contains(refusal(folder / "nowhere.so"), "No such file"));
    BOOST_TEST(contains(refusal("/proc/self/exe"), "has no varve manifest"));
}

BOOST_AUTO_TEST_CASE(a_cut_off_library_is_damaged_and_nothing_worse) {
    const varve::test::TempDir folder;
    const std::string whole = varve::test::read_file("/proc/self/exe");
    for (const std::size_t size : {64U, 100U, 1000U, 4096U, 50'000U}) {
        BOOST_TEST_CONTEXT(size)
        BOOST_TEST(!refusal(folder.write("cut.so", whole.substr(0, size))).empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
