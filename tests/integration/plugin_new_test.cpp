#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>

using namespace varve::test;

namespace {

std::string content_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    return files;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(plugin_new)

BOOST_AUTO_TEST_CASE(writes_a_project_of_each_kind_under_its_own_name) {
    for (const std::string kind : {"dialect", "source", "hook", "migrations"})
        BOOST_TEST_CONTEXT(kind) {
            const Project project;
            require_exit(project.varve({"plugin", "new", kind, "audit-log"}), 0);
            for (const char* const file : {"CMakeLists.txt", "README.md", ".gitignore"})
                BOOST_TEST(std::filesystem::exists(project / "audit-log" / file), file);
            for (const auto& file : files_in(project / "audit-log")) {
                const std::string content = content_of(file);
                BOOST_TEST(!has(content, "acme"), file);
                BOOST_TEST(!has(content, "Acme"), file);
            }
            BOOST_TEST(has(content_of(project / "audit-log/CMakeLists.txt"),
                           kind == "migrations" ? "varve_migrations(audit-log FILES"
                                                : "varve_plugin(" + kind + " audit-log"));
        }
    const Project project;
    require_exit(project.varve({"plugin", "new", "hook", "audit-log", "--dir", "there/in"}), 0);
    BOOST_TEST(has(content_of(project / "there/in/src/hook.hpp"), "class AuditLogHook : public"));
}

BOOST_AUTO_TEST_CASE(writes_nothing_for_a_wrong_kind_or_name) {
    struct Case {
        std::string kind, name, sentence;
    };
    const Project project;
    for (const Case& c :
         {Case{"hok", "audit", "not 'hok'; did you mean 'hook'?"},
          Case{"hook", "Audit", "unlike 'Audit'"}, Case{"hook", "9lives", "unlike '9lives'"},
          Case{"hook", "../audit", "unlike '../audit'"},
          Case{"hook", "audit.log", "unlike 'audit.log'"}, Case{"hook", "", "unlike ''"},
          Case{"dialect", "my_db", "is also its URL scheme"},
          Case{"hook", "log", "[log] in varve.toml is varve's own"},
          Case{"hook", "placeholders", "[placeholders] in varve.toml is varve's own"},
          Case{"source", "url", "[url] in varve.toml is varve's own"}})
        BOOST_TEST_CONTEXT(c.kind << ' ' << c.name) {
            const Outcome outcome = project.varve({"plugin", "new", c.kind, c.name});
            require_exit(outcome, 2);
            BOOST_TEST(says(outcome, c.sentence));
        }
    require_exit(project.varve({"plugin", "new", "hook", "my_hook"}), 0);
}

BOOST_AUTO_TEST_CASE(changes_no_folder_that_is_not_empty) {
    const Project project;
    project.write("audit/mine.txt", "mine\n");
    const Outcome outcome = project.varve({"plugin", "new", "hook", "audit"});
    require_exit(outcome, 2);
    BOOST_TEST(says(outcome, "audit is there already, and no empty folder"));
    BOOST_TEST(files_in(project / "audit").size() == 1U);
    project.write("file", "mine\n");
    require_exit(project.varve({"plugin", "new", "hook", "audit", "--dir", "file"}), 2);
    BOOST_TEST(content_of(project / "file") == "mine\n");
    std::filesystem::create_directory(project / "empty");
    require_exit(project.varve({"plugin", "new", "hook", "audit", "--dir", "empty"}), 0);
}

// Files may have 2048 bytes, as if the disk were full: some of the project's can be written.
BOOST_AUTO_TEST_CASE(leaves_nothing_where_it_cannot_write_all) {
    const Project project;
    std::filesystem::create_directory(project / "empty");
    for (const std::string folder : {"new", "empty"}) {
        Command command = project.command({"plugin", "new", "dialect", "acme", "--dir", folder});
        command.arguments.insert(
            command.arguments.begin(),
            {"bash", "-c", "trap '' XFSZ; ulimit -f 2; exec \"$@\"", "limited"});
        const Outcome outcome = run(command);
        require_exit(outcome, 2);
        BOOST_TEST(says(outcome, "cannot be written: File too large; nothing was kept"));
    }
    BOOST_TEST(!std::filesystem::exists(project / "new"));
    BOOST_TEST(std::filesystem::is_empty(project / "empty"));
}

BOOST_AUTO_TEST_SUITE_END()
