#include "kernel/logging.hpp"

#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

namespace {

// What stands in the log file behind the time.
std::string logged(const std::string& format, std::string_view message) {
    const test::TempDir folder;
    const std::string file = (folder / "log").string();
    start_logging(Config::load({.flags = {{"log.file", file}, {"log.format", format}},
                                .environment = Environment(Environment::Variables{}),
                                .directory = folder.path()}));
    log::warning(message);
    log::set_sink(nullptr, log::Level::error);
    const std::string line = test::read_file(file);
    return line.substr(std::min(line.find(format == "json" ? "\"level" : " "), line.size()));
}

} // namespace

BOOST_AUTO_TEST_SUITE(logging)

BOOST_AUTO_TEST_CASE(nothing_that_a_terminal_would_obey_is_in_a_line) {
    BOOST_TEST(logged("text", "a\033[2Jb\r\x7f\x01") == " warning: a\\x1b[2Jb\\x0d\\x7f\\x01\n");
    BOOST_TEST(logged("text", "C1: \xC2\x9B"
                              "2J, latin: \xE9") == " warning: C1: \\x9b2J, latin: \xEF\xBF\xBD\n");
}

BOOST_AUTO_TEST_CASE(text_of_people_stays_as_it_is) {
    BOOST_TEST(logged("text", "grün\tя\n  hint: \xC2\xA0") ==
               " warning: grün\tя\n  hint: \xC2\xA0\n");
    BOOST_TEST(logged("json", "a\033b\nc") == R"("level":"warning","message":"a\u001bb\nc"})"
                                              "\n");
}

BOOST_AUTO_TEST_SUITE_END()
