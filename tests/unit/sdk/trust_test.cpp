#include "varve/trust.hpp"

#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>
#include <unistd.h>

namespace {

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(trust)

BOOST_AUTO_TEST_CASE(a_file_of_ours_in_folders_of_ours_is_trusted) {
    const varve::test::TempDir folder;
    BOOST_TEST(!varve::distrust(folder.write("plugin.so", "x")).has_value());
}

BOOST_AUTO_TEST_CASE(what_everybody_can_write_is_not) {
    const varve::test::TempDir folder;
    const auto file = folder.write("inner/plugin.so", "x");
    ::chmod(file.c_str(), 0666);
    BOOST_TEST(contains(varve::distrust(file).value(), "chmod o-w " + file.string()));
    ::chmod(file.c_str(), 0644);
    ::chmod(file.parent_path().c_str(), 0777);
    BOOST_TEST(contains(varve::distrust(file).value(), "chmod o-w " + file.parent_path().string()));
    ::chmod(file.parent_path().c_str(), 01777);
    BOOST_TEST(!varve::distrust(file).has_value());
}

BOOST_AUTO_TEST_CASE(another_users_file_is_not, *boost::unit_test::precondition([](auto) {
                         return boost::test_tools::assertion_result(::geteuid() == 0);
                     })) {
    const varve::test::TempDir folder;
    const auto file = folder.write("plugin.so", "x");
    BOOST_REQUIRE(::chown(file.c_str(), 12345, 12345) == 0);
    BOOST_TEST(contains(varve::distrust(file).value(), "belongs to another user"));
}

BOOST_AUTO_TEST_SUITE_END()
