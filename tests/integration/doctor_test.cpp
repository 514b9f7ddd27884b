#include "doctor.hpp"

#include "varve/plugin/plugin.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

#include <sys/stat.h>

using namespace varve::test;

namespace {

const std::filesystem::path bad_plugins = VARVE_BINARY_DIR "/lib/varve/bad_plugins";
constexpr const char* good_plugin = "varve-hook-good.so";

/// A ward with a database in a file of its own, and a hook.
struct PluginWard {
    std::unique_ptr<Database> database = sqlite_database();
    Ward ward{database->url()};
    std::filesystem::path file = ward.project() / "plugins" / good_plugin;

    PluginWard() {
        std::filesystem::create_directory(ward.project() / "plugins");
        put_good_build();
        ward.project().write("varve.toml", "[project]\nplugins = ['plugins']\nhooks = ['good']\n");
    }
    void put_good_build() const {
        std::filesystem::copy_file(bad_plugins / good_plugin, file,
                                   std::filesystem::copy_options::overwrite_existing);
    }
};

// The number stands between the descriptor's size and its magic; see PluginDescriptor.
std::string with_other_interface(std::string library) {
    const std::uint64_t magic = varve::PluginDescriptor::expected_magic;
    const std::size_t at =
        library.find(std::string(reinterpret_cast<const char*>(&magic), sizeof magic));
    BOOST_TEST_REQUIRE(at != std::string::npos);
    ++library[at - sizeof(varve::PluginDescriptor::sdk_abi)];
    return library;
}

} // namespace

BOOST_AUTO_TEST_SUITE(doctor)

BOOST_AUTO_TEST_CASE(a_project_that_is_well_is_left_as_it_is) {
    for_each_database([](const Database& database) {
        const Ward ward(database.url());
        const std::string before = database.schema();
        const Outcome first = ward.varve({"doctor"});
        require_exit(first, 0);
        BOOST_TEST(says(first, "nothing is wrong"));
        BOOST_TEST(says(first, "0 applied, 1 pending"));
        BOOST_TEST(database.schema() == before);
        require_exit(ward.varve({"run"}), 0);
        const std::string data = database.data() + database.history() + database.schema();
        require_exit(ward.varve({"doctor"}), 0);
        BOOST_TEST(database.data() + database.history() + database.schema() == data);
    });
    const Ward ward("sqlite:not_there.db");
    const Outcome outcome = ward.varve({"doctor"});
    require_exit(outcome, 0);
    BOOST_TEST(says(outcome, "/not_there.db is not there yet"));
    BOOST_TEST(!std::filesystem::exists(ward.project() / "not_there.db"));
}

BOOST_AUTO_TEST_CASE(json_has_what_the_text_has) {
    const Ward ward("sqlite:migrations");
    const Outcome outcome = ward.varve({"doctor", "--json"});
    require_exit(outcome, 7);
    for (const char* const part :
         {"\"subject\": \"connection\",\n      \"severity\": \"problem\"",
          "/migrations is a folder; name a database file in it\"", "\"command\": \"varve doctor\"",
          "\"severity\": \"ok\"", "\"severity\": \"not checked\"", "\"problems\": 1",
          "\"warnings\": 0", "\"exit_code\": 7"})
        BOOST_TEST(says(outcome, part));
}

BOOST_AUTO_TEST_CASE(lines_fit_a_terminal_and_commands_are_whole) {
    const Outcome unset = Ward("").varve({"doctor"});
    BOOST_TEST(says(unset, "give --url, set VARVE_URL, or\n  write url = \"…\" into varve.toml"));
    const std::string folder(70, 'x');
    const Outcome outcome = Ward("sqlite:" + folder + "/app.db").varve({"doctor"});
    require_exit(outcome, 1);
    std::istringstream lines(unset.output + outcome.output);
    for (std::string line; std::getline(lines, line);)
        BOOST_TEST((line.size() <= 82 || line.find(folder) != std::string::npos), line);
    BOOST_TEST(findings_of(outcome).at(0).command.ends_with(folder));
}

BOOST_AUTO_TEST_CASE(an_unknown_setting) {
    const Ward ward("sqlite:app.db");
    ward.project().write("varve.toml", "[migrate]\nlock_timeuot = '5s'\n");
    ward.cure({"problem", "configuration", "did you mean 'migrate.lock_timeout'?", 2},
              [&](const Finding&) {
                  ward.project().write("varve.toml", "[migrate]\nlock_timeout = '5s'\n");
              });
}

BOOST_AUTO_TEST_CASE(a_variable_that_means_nothing) {
    Ward ward("sqlite:app.db");
    ward.set("VARVE_MIGRATE_WAIT_LOKC", "1s");
    const auto found = findings_of(ward.varve({"doctor"}));
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0].severity == "warning");
    BOOST_TEST(found[0].text.find("did you mean 'VARVE_MIGRATE_WAIT_LOCK'?") != std::string::npos);
    BOOST_TEST(ward.shell(found[0].command).output.find("migrate.wait_lock") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_database_is_configured) {
    Ward ward("");
    ward.cure({"problem", "database", "no database is configured; give --url, set VARVE_URL", 2},
              [&](const Finding&) { ward.set("VARVE_URL", "sqlite:app.db"); });
}

BOOST_AUTO_TEST_CASE(migrations_that_do_not_parse) {
    const Ward ward("sqlite:app.db");
    ward.project().migration("20260102000000_typo", "-- varve:up\n-- varve:dwon\n");
    ward.project().migration("20260103000000_no_up", "SELECT 1;\n");
    const Finding finding =
        ward.cure({"problem", "migrations", "20260102000000_typo.sql:2: ", 2}, [&](const Finding&) {
            ward.project().migration("20260102000000_typo", "-- varve:up\nSELECT 1;\n");
            ward.project().migration("20260103000000_no_up", "-- varve:up\nSELECT 1;\n");
        });
    BOOST_TEST(finding.text.find("20260103000000_no_up.sql:1: there is SQL before") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_folder_of_migrations_that_is_not_there) {
    const Ward ward("sqlite:app.db");
    ward.project().write("varve.toml", "[project]\nmigrations = 'migratoins'\n");
    ward.cure({"problem", "migrations", "migratoins", 2}, [&](const Finding&) {
        ward.project().write("varve.toml", "[project]\nmigrations = 'migrations'\n");
    });
}

BOOST_AUTO_TEST_CASE(a_plugin_that_is_not_there) {
    const Ward ward("sqlite:app.db");
    ward.project().write("varve.toml", "[project]\nhooks = ['audti']\n");
    ward.cure({"problem", "plugin", "did you mean 'audit'?", 2}, [&](const Finding&) {
        ward.project().write("varve.toml", "[project]\nhooks = ['audit']\n");
    });
}

BOOST_AUTO_TEST_CASE(a_database_that_no_plugin_knows) {
    Ward ward("sqltie:app.db");
    ward.cure({"problem", "plugin", "did you mean 'sqlite'?", 2},
              [&](const Finding&) { ward.set("VARVE_URL", "sqlite:app.db"); });
}

BOOST_AUTO_TEST_CASE(a_plugin_of_another_interface) {
    const PluginWard plugged;
    write_file(plugged.file, with_other_interface(read_file(plugged.file)));
    plugged.ward.cure({"problem", "plugin", "was built against SDK interface ", 9},
                      [&](const Finding& finding) {
                          BOOST_TEST(finding.text.find("put a build for this varve into the place "
                                                       "of " +
                                                       plugged.file.string()) != std::string::npos);
                          plugged.put_good_build();
                      });
}

BOOST_AUTO_TEST_CASE(a_plugin_that_does_not_match_its_pin) {
    const PluginWard plugged;
    plugged.ward.project().write("varve.lock",
                                 "[plugin.good]\nsha256 = '" + std::string(64, '0') + "'\n");
    plugged.ward.cure({"problem", "plugin", "does not match its pin in varve.lock", 9});
}

BOOST_AUTO_TEST_CASE(a_plugin_that_everybody_can_write) {
    const PluginWard plugged;
    ::chmod((plugged.ward.project() / "plugins").c_str(), 0777);
    plugged.ward.cure({"problem", "plugin", "lies where everybody can write", 9});
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_plugin) {
    const PluginWard plugged;
    plugged.ward.project().write("plugins/varve-hook-text.so", "not a library\n");
    plugged.ward.cure({"warning", "plugin", "it is no ELF file", 0});
}

BOOST_AUTO_TEST_CASE(files_with_the_password_that_others_can_read) {
    struct Case {
        const char *file, *text, *settings;
    };
    for (const Case& c : {Case{"secret", "S3cret\n",
                               "url = 'postgresql://u@127.0.0.1:1/d'\n"
                               "password_file = 'secret'\n"},
                          Case{"varve.toml", "url = 'postgresql://u:S3cret@127.0.0.1:1/d'\n", ""},
                          Case{".env", "DATABASE_PASSWORD=S3cret\n",
                               "url = 'postgresql://u:${DATABASE_PASSWORD}@127.0.0.1:1/d'\n"}})
        BOOST_TEST_CONTEXT(c.file) {
            Ward ward("");
            ward.project().environment.erase(ward.project().environment.begin());
            if (*c.settings != '\0') ward.project().write("varve.toml", c.settings);
            const auto file = ward.project().write(c.file, c.text);
            ::chmod(file.c_str(), 0644);
            const Outcome ill = ward.varve({"doctor"});
            const auto found = findings_of(ill);
            BOOST_TEST_REQUIRE(!found.empty());
            BOOST_TEST(found[0].severity == "warning");
            BOOST_TEST(found[0].subject == "password");
            BOOST_TEST(found[0].text.find("everybody can read " + file.string()) !=
                       std::string::npos);
            BOOST_TEST(!says(ill, "S3cret"));
            require_exit(ward.shell(found[0].command), 0);
            const Outcome well = ward.varve({"doctor"});
            BOOST_TEST(says(well, "no file that others can read has the password"));
            BOOST_TEST(findings_of(well).size() == found.size() - 1);
        }
}

BOOST_AUTO_TEST_SUITE_END()
