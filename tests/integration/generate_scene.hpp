#pragma once

#include "support/mysql.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

namespace varve::test {

/// Agrees to what a migration may lose.
inline void agree(const std::filesystem::path& file) {
    std::string text = read_file(file);
    for (std::size_t at = 0; (at = text.find("(varve:allow ", at)) != std::string::npos;) {
        text.erase(at, 1);
        text.erase(text.find(')', at), 1);
    }
    write_file(file, text);
}

/// A project whose schema.sql says what its database shall be.
struct GenerateScene {
    explicit GenerateScene(const Database& given, const std::string& wanted) : database(given) {
        project.url = database.url();
        project.write("varve.toml", "[generate]\nto = \"schema.sql\"\n");
        shall_be(wanted);
    }

    void shall_be(const std::string& wanted) const { project.write("schema.sql", wanted); }
    Outcome varve(std::vector<std::string> words) const { return project.varve(std::move(words)); }
    void must(std::vector<std::string> words, int exit_code = 0) const {
        require_exit(varve(std::move(words)), exit_code);
    }
    /// Writes a migration, and returns its text.
    std::string generate(const std::string& name) const {
        const Outcome outcome = varve({"generate", name});
        require_exit(outcome, 0);
        BOOST_TEST_REQUIRE(outcome.output.ends_with("_" + name + ".sql\n"), outcome.description());
        return read_file(newest());
    }
    std::vector<std::filesystem::path> files() const {
        std::vector<std::filesystem::path> found;
        for (const auto& entry : std::filesystem::directory_iterator(project / "migrations"))
            if (entry.path().extension() == ".sql") found.push_back(entry.path());
        std::ranges::sort(found);
        return found;
    }
    std::filesystem::path newest() const {
        BOOST_TEST_REQUIRE(!files().empty());
        return files().back();
    }
    const Database& database;
    Project project = {};
};

inline constexpr auto first_schema =
    "CREATE TABLE users (id int PRIMARY KEY, mail varchar(99) NOT NULL);\n"
    "CREATE INDEX users_mail ON users (mail);\n"
    "CREATE VIEW mails AS SELECT mail FROM users;\n";

} // namespace varve::test
