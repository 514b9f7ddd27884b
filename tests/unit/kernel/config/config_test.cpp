#include "kernel/config/config.hpp"

#include "kernel/load/plugin_manifest.hpp"
#include "support/temp_dir.hpp"
#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using varve::Config;
using varve::Environment;

namespace {

struct Project {
    varve::test::TempDir folder;
    Environment::Variables variables;
    std::map<std::string, std::string> flags;
    std::string profile;

    explicit Project(std::string_view toml) { folder.write("varve.toml", toml); }

    Config load() const {
        return Config::load({.profile = profile,
                             .flags = flags,
                             .environment = Environment(variables),
                             .directory = folder.path()});
    }
    std::string failure() const {
        try {
            load();
        } catch (const varve::ConfigError& error) {
            return error.what();
        }
        return "";
    }
};

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(config)

BOOST_AUTO_TEST_CASE(later_layers_win) {
    Project project("url = 'sqlite:file.db'\n[migrate]\nlock_timeout = '1s'\nwait_lock = '2s'\n"
                    "[profile.production]\nurl = "
                    "'sqlite:profile.db'\n[profile.production.migrate]\nwait_lock = '9s'\n");
    BOOST_TEST(project.load().text("url") == "sqlite:file.db");
    BOOST_TEST(project.load().origin("url") == "varve.toml:1");
    BOOST_TEST(project.load().origin("migrate.statement_timeout") == "default");
    project.profile = "production";
    BOOST_TEST(project.load().text("url") == "sqlite:profile.db");
    BOOST_TEST(project.load().text("migrate.wait_lock") == "9s");
    BOOST_TEST(project.load().text("migrate.lock_timeout") == "1s");
    project.variables = {{"VARVE_URL", "sqlite:environment.db"}, {"VARVE_MIGRATE_WAIT_LOCK", "3s"}};
    BOOST_TEST(project.load().text("url") == "sqlite:environment.db");
    BOOST_TEST(project.load().origin("migrate.wait_lock") == "VARVE_MIGRATE_WAIT_LOCK");
    project.flags = {{"url", "sqlite:flag.db"}};
    BOOST_TEST(project.load().text("url") == "sqlite:flag.db");
    BOOST_TEST(project.load().origin("url") == "--url");
}

BOOST_AUTO_TEST_CASE(mistakes_are_named_with_file_line_and_suggestion) {
    struct Case {
        const char *name, *toml, *sentence;
    };
    for (const Case& c : {
             Case{"unknown root key", "\nulr = 'x'",
                  "varve.toml:2: unknown setting 'ulr'; did you mean 'url'?"},
             Case{"unknown key", "[migrate]\nlock_timeuot = '5s'",
                  "did you mean 'migrate.lock_timeout'?"},
             Case{"a root key below a section", "[migrate]\nurl = 'a:b'",
                  "unknown setting 'migrate.url'; did you mean 'url', above the first section?"},
             Case{"a key without its section", "lock_timeout = '5s'",
                  "unknown setting 'lock_timeout'; did you mean 'migrate.lock_timeout'?"},
             Case{"a text without quotes", "url = sqlite:app.db",
                  "; texts stand in quotes: url = \"sqlite:app.db\""},
             Case{"wrong duration", "[migrate]\nlock_timeout = 'soon'",
                  "varve.toml:2: 'migrate.lock_timeout' takes a duration"},
             Case{"too long a duration", "[migrate]\nlock_timeout = '1000h'",
                  "'migrate.lock_timeout' takes at most 2147483647ms, which is 24 days"},
             Case{"a profile chosen in the file", "\nprofile = 'production'",
                  "varve.toml:2: 'profile' is no setting; --profile NAME or VARVE_PROFILE"},
             Case{"a setting of no profile", "[profile]\nurl = 'a:b'",
                  "varve.toml:2: 'profile.url' is no profile"},
             Case{"a list of profiles", "[[profile.a]]\nurl = 'a:b'",
                  "varve.toml:1: 'profile.a' is no profile"},
             Case{"too long a prefix",
                  "[migrate]\nprefix = 'a23456789_a23456789_a23456789_a23456789_1'",
                  "varve.toml:2: 'migrate.prefix' takes at most 40 letters"},
             Case{"a prefix of other characters", "[migrate]\nprefix = 'a\"b'",
                  "varve.toml:2: 'migrate.prefix' takes at most 40 letters"},
             Case{"number for text", "[migrate]\nlock_timeout = 5", "takes a text in quotes"},
             Case{"text for a number", "[pool]\nsize = 'many'",
                  "varve.toml:2: 'pool.size' takes a whole number that is at least 1"},
             Case{"a number of nothing", "[pool]\nsize = 0", "takes a whole number"},
             Case{"a number with more behind it", "[pool]\nsize = '3x'", "takes a whole number"},
             Case{"a fraction", "[pool]\nsize = 2.5", "takes a whole number"},
             Case{"an unknown setting of the pool", "[pool]\nsiez = 2",
                  "unknown setting 'pool.siez'; did you mean 'pool.size'?"},
             Case{"wrong choice", "[migrate]\ntransaction = 'some'",
                  "is one of each, all, none, not 'some'"},
             Case{"list of numbers", "[project]\nhooks = [1]",
                  "holds something that is not a text"},
             Case{"broken toml", "url = ", "varve.toml:1"},
             Case{"unset variable", "url = 'x:${NOWHERE}'",
                  "varve.toml:1: url: the environment variable NOWHERE is not set"},
         }) {
        BOOST_TEST_CONTEXT(c.name << ": " << Project(c.toml).failure())
        BOOST_TEST(contains(Project(c.toml).failure(), c.sentence));
    }
}

BOOST_AUTO_TEST_CASE(a_number_is_one_in_the_file_and_a_text_in_the_environment) {
    Project project("[pool]\nsize = 4\n");
    BOOST_TEST(project.load().number("pool.size") == 4U);
    project.variables = {{"VARVE_POOL_SIZE", "16"}};
    BOOST_TEST(project.load().number("pool.size") == 16U);
    BOOST_TEST(Project("").load().number("pool.size") == 10U);
}

BOOST_AUTO_TEST_CASE(only_a_profile_of_development_synchronizes) {
    const std::string dev = "[profile.dev]\nsynchronize = true\n";
    Project project(dev + "[profile.production]\nurl = 'sqlite:app.db'\n");
    BOOST_TEST(!project.load().flag("synchronize"));
    project.profile = "dev";
    BOOST_TEST(project.load().flag("synchronize"));
    BOOST_TEST(!project.load().for_scratch(varve::Url::parse("sqlite:s.db")).flag("synchronize"));
    project.variables = {{"VARVE_SYNCHRONIZE", "false"}};
    BOOST_TEST(!project.load().flag("synchronize"));
    project.variables = {{"VARVE_SYNCHRONIZE", "yes"}};
    BOOST_TEST(project.failure() == "VARVE_SYNCHRONIZE: 'synchronize' is true or false");
    project.variables = {{"VARVE_SYNCHRONIZE", "true"}};
    for (const char* const profile : {"production", ""}) {
        project.profile = profile;
        BOOST_TEST(contains(project.failure(), "for a profile of development"), profile);
    }
}

BOOST_AUTO_TEST_CASE(a_profile_that_is_not_there_is_refused_with_those_that_are) {
    Project project("[profile.staging]\nurl = 'a:b'\n[profile.production]\nurl = 'a:c'\n");
    project.profile = "prodction";
    BOOST_TEST(contains(project.failure(), "did you mean 'production'?"));
    BOOST_TEST(contains(project.failure(), "(known: production staging)"));
}

BOOST_AUTO_TEST_CASE(paths_are_relative_to_who_says_them) {
    Project project("[project]\nmigrations = 'db/migrations'\nplugins = ['plugins', '/abs']\n");
    const Config config = project.load();
    BOOST_TEST(config.path("project.migrations") == project.folder.path() / "db/migrations");
    BOOST_TEST(config.paths("project.plugins").back() == "/abs");
}

BOOST_AUTO_TEST_CASE(the_password_comes_from_the_url_a_file_or_the_environment) {
    Project project("url = 'pg://u@h/d'\npassword_file = 'secret'\n");
    project.folder.write("secret", "from file\n");
    project.variables = {{"VARVE_PASSWORD", "from environment"}};
    BOOST_TEST(project.load().url().password()->reveal() == "from file");
    project.flags = {{"url", "pg://u:inline@h/d"}};
    BOOST_TEST(project.load().url().password()->reveal() == "inline");
    BOOST_TEST(project.load().url().text() == "pg://u@h/d");
}

BOOST_AUTO_TEST_CASE(the_password_file_must_be_there) {
    Project project("url = 'pg://u@h/d'\npassword_file = 'nowhere'\n");
    BOOST_CHECK_EXCEPTION(project.load().url(), varve::ConfigError, [](const auto& error) {
        return contains(error.what(), "password file") && contains(error.what(), "nowhere");
    });
    project.variables = {{"VARVE_PASSWORD_FILE", project.folder.path().string()}};
    BOOST_CHECK_EXCEPTION(project.load().url(), varve::ConfigError, [](const auto& error) {
        return contains(error.what(), "cannot be read: Is a directory");
    });
}

BOOST_AUTO_TEST_CASE(files_with_the_password_that_everybody_can_read_are_named) {
    using std::filesystem::perms;
    const Project project("url = 'pg://u@h/d'\npassword_file = 'secret'\n");
    const auto secret = project.folder.write("secret", "S3cret\n");
    const auto environment = project.folder.write(".env", "VARVE_PASSWORD=S3cret\n");
    const auto named = [&] { return project.load().exposed_files(); };
    const auto set_rights = [](const std::filesystem::path& file, unsigned mode) {
        std::filesystem::permissions(file, perms(mode));
    };
    set_rights(secret, 0644);
    set_rights(environment, 0644);
    BOOST_TEST((named() == std::vector{secret, environment}));
    set_rights(environment, 0640);
    BOOST_TEST((named() == std::vector{secret}));
    std::filesystem::remove(secret);
    BOOST_TEST(named().empty()); // what is missing is said where it is needed

    const Project inline_one("url = 'pg://u:S3cret@h/d'\n");
    set_rights(inline_one.folder / "varve.toml", 0644);
    BOOST_TEST(
        (inline_one.load().exposed_files() == std::vector{inline_one.folder / "varve.toml"}));
    Project by_variable("url = '${URL}'\n");
    by_variable.variables = {{"URL", "pg://u:S3cret@h/d"}};
    set_rights(by_variable.folder / "varve.toml", 0644);
    BOOST_TEST(by_variable.load().exposed_files().empty());
}

BOOST_AUTO_TEST_CASE(sections_belong_to_plugins_that_know_their_keys) {
    const varve::PluginManifest audit{
        .kind = "hook", .name = "audit", .version = "1", .settings = {"file", "tables.*.key"}};
    const auto check = [&](const char* toml) -> std::string {
        try {
            Project(toml).load().check_sections({&audit, 1});
        } catch (const varve::ConfigError& error) {
            return error.what();
        }
        return "";
    };
    BOOST_TEST(check("[audit]\nfile = 'x'\n[audit.tables.users]\nkey = ['id']\n") == "");
    BOOST_TEST(contains(check("[audti]\nfile = 'x'\n"), "did you mean 'audit'?"));
    BOOST_TEST(contains(check("[audit]\nfiel = 'x'\n"), "did you mean 'file'?"));
    BOOST_TEST(contains(check("[audit]\nfolder = 'x'\n"), "(known: file tables.*.key)"));
    BOOST_TEST(
        contains(check("[audit.tables.users]\nkye = 'id'\n"), "did you mean 'tables.users.key'?"));
    BOOST_TEST(contains(check("[migrat]\nfile = 'x'\n"), "did you mean 'migrate'?"));
}

BOOST_AUTO_TEST_CASE(of_variables_that_mean_nothing_only_near_misses_are_told) {
    Project project("");
    project.variables = {{"VARVE_MIGRATE_LOCK_TIMEUOT", "3s"},
                         {"VARVE_RUN_ID", "the prefix alone is half of VARVE_CONFIG"},
                         {"VARVE_URL", "sqlite:app.db"}};
    BOOST_TEST(project.load().warnings() ==
                   std::vector<std::string>{"the environment variable VARVE_MIGRATE_LOCK_TIMEUOT "
                                            "means nothing; did you mean "
                                            "'VARVE_MIGRATE_LOCK_TIMEOUT'?"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_configuration_file_that_was_asked_for_must_exist) {
    BOOST_CHECK_THROW(Config::load({.file = "nowhere.toml", .environment = {}}),
                      varve::ConfigError);
}

BOOST_AUTO_TEST_SUITE_END()
