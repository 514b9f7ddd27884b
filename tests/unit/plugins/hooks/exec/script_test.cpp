#include "plugins/hooks/exec/script.hpp"

#include "support/temp_dir.hpp"
#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

#include <sys/stat.h>

using namespace varve;
using exec::Point;
using exec::read_scripts;

namespace {

using Texts = std::vector<std::string>;

struct Fixture {
    test::TempDir folder;
    Settings::Values values{{"it.points", "before_run"}, {"it.command", Texts{"ops/it", "a b"}}};

    Fixture() { ::chmod(folder.write("ops/it", "#!/bin/sh\n").c_str(), 0755); }
    std::vector<exec::Script> scripts() const {
        return read_scripts(Settings("exec", values), folder.path());
    }
    std::string refusal() const {
        try {
            scripts();
        } catch (const Error& error) {
            return error.what();
        }
        return "none";
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(script, Fixture)

BOOST_AUTO_TEST_CASE(is_what_its_section_says) {
    values["it.points"] = Texts{"on_failure", "after_run"};
    values["it.timeout"] = "2m";
    values["it.pass"] = "PGPASSWORD";
    values["another.points"] = "before_step";
    values["another.command"] = "exit 10";
    values["another.shell"] = true;
    const auto found = scripts();
    BOOST_TEST_REQUIRE(found.size() == 2U);
    BOOST_TEST(found[0].name == "another");
    BOOST_TEST(found[0].program == std::filesystem::canonical("/bin/sh"));
    BOOST_TEST(found[0].arguments == (Texts{"/bin/sh", "-c", "exit 10"}));
    BOOST_TEST((found[0].timeout == std::chrono::seconds(60)));
    const exec::Script& it = found[1];
    BOOST_TEST((it.points == std::vector{Point::on_failure, Point::after_run}));
    BOOST_TEST(it.program == folder / "ops/it");
    BOOST_TEST(it.arguments == (Texts{"ops/it", "a b"}));
    BOOST_TEST(it.folder == folder.path());
    BOOST_TEST((it.timeout == std::chrono::minutes(2)));
    BOOST_TEST(it.pass == Texts{"PGPASSWORD"});
}

BOOST_AUTO_TEST_CASE(a_name_without_a_slash_is_looked_for_in_path_and_nowhere_else) {
    values["it.command"] = Texts{"env"};
    BOOST_TEST(scripts().at(0).program.filename() == "env");
    BOOST_TEST(scripts().at(0).program.is_absolute());
    ::chmod(folder.write("here", "#!/bin/sh\n").c_str(), 0755);
    values["it.command"] = Texts{"here"};
    const std::string path = std::getenv("PATH");
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    ::setenv("PATH", (".::" + path).c_str(), 1);
    const std::string refused = refusal();
    ::setenv("PATH", path.c_str(), 1);
    std::filesystem::current_path(before);
    BOOST_TEST(refused == "exec.it.command: there is no program here in the folders of PATH");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_run_is_refused_with_the_remedy) {
    const std::string plain = folder.write("plain", "text").string();
    const Settings::Values good = values;
    struct Case {
        const char* name;
        std::string key;
        SettingValue value;
        std::string sentence;
    };
    for (const Case& c : {
             Case{"no_points", "it.points", Texts{}, "[exec.it] needs points"},
             Case{"an_unknown_point", "it.points", "befor_step",
                  "exec.it.points: there is no point 'befor_step' in a run; did you mean "
                  "'before_step'? (known: before_run before_step after_step after_run on_failure)"},
             Case{"no_command", "it.command", Texts{}, "[exec.it] needs a command"},
             Case{"no_file", "it.command", Texts{"./no"},
                  "exec.it.command: there is no program " + (folder / "no").string()},
             Case{"arguments_in_one_text", "it.command", "ops/it --all",
                  "; arguments are texts of their own"},
             Case{"not_executable", "it.command", Texts{"./plain"},
                  plain + " cannot be run: 'chmod +x " + plain + "'"},
             Case{"a_folder", "it.command", Texts{"./ops"}, "there is no program"},
             Case{"a_timeout_that_is_none", "it.timeout", "30", "exec.it.timeout takes a duration"},
             Case{"a_list_for_the_shell", "it.shell", true,
                  "setting 'it.command' in [exec] is not a text"},
         })
        BOOST_TEST_CONTEXT(c.name) {
            values = good;
            values[c.key] = c.value;
            BOOST_TEST(refusal().find(c.sentence) != std::string::npos, refusal());
        }
    values.clear();
    BOOST_TEST(refusal().find("has nothing to run: a section such as [exec.notify]") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(of_a_link_that_is_run_which_it_leads_to) {
    std::filesystem::create_symlink("ops/it", folder / "link");
    values["it.command"] = "./link";
    BOOST_TEST(scripts().at(0).program == folder / "ops/it");
    BOOST_TEST(scripts().at(0).arguments.at(0) == "./link");
}

BOOST_AUTO_TEST_CASE(what_others_can_change_is_refused_as_a_plugin_is) {
    ::chmod((folder / "ops").c_str(), 0777);
    BOOST_TEST(refusal() == "exec.it.command: " + (folder / "ops/it").string() +
                                " is not trusted: it lies where everybody can write: 'chmod o-w " +
                                (folder / "ops").string() + "'");
    BOOST_CHECK_THROW(scripts(), PluginError);
    ::chmod((folder / "ops").c_str(), 0755);
    ::chmod((folder / "ops/it").c_str(), 0777);
    BOOST_CHECK_THROW(scripts(), PluginError);
}

BOOST_AUTO_TEST_SUITE_END()
