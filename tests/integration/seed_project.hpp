#pragma once

#include "support/database.hpp"
#include "support/mysql.hpp"
#include "support/program.hpp"
#include "support/server.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>

namespace varve::test {

/// A project with seeds for two tables, of which the second refers to the first.
struct SeedProject : Project {
    explicit SeedProject(const Database& where) : database(where) {
        url = database.url();
        const std::string kind = database.kind();
        const std::string id = kind == "sqlite" ? "INTEGER PRIMARY KEY"
                               : kind == "postgresql"
                                   ? "integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
                                   : "integer AUTO_INCREMENT PRIMARY KEY";
        const std::string options = kind == "mysql" ? " ENGINE=InnoDB DEFAULT CHARSET=utf8" : "";
        database.execute("CREATE TABLE roles (id " + id +
                         ", name varchar(40) NOT NULL UNIQUE, level integer NOT NULL)" + options);
        database.execute("CREATE TABLE users (id " + id +
                         ", email varchar(60) NOT NULL UNIQUE, role_id integer NOT NULL, active "
                         "boolean, note varchar(60), secret varchar(200), FOREIGN KEY (role_id) "
                         "REFERENCES roles (id))" +
                         options);
        // Of a profile that is never chosen, so that the settings have files to be about.
        seed("none/roles.csv", "name\n");
        seed("none/users.csv", "email\n");
        configure("");
    }

    /// The section [seed], before that of the tables.
    void configure(const std::string& settings, const std::string& mode = "upsert") const {
        write("varve.toml", "[project]\nhooks = ['seed']\n[seed]\n" + settings +
                                "\n[seed.tables.roles]\nkey = 'name'\nmode = '" + mode +
                                "'\n[seed.tables.users]\nkey = 'email'\nmode = '" + mode + "'\n");
    }
    void seed(const std::string& file, const std::string& text) const {
        write("seeds/" + file, text);
    }
    std::string roles() const {
        return database.rows("SELECT name, level FROM roles ORDER BY name");
    }
    std::string users() const {
        return database.rows(
            "SELECT u.email, r.name, u.active, COALESCE(u.note, '-') FROM users u JOIN "
            "roles r ON r.id = u.role_id ORDER BY u.email");
    }

    const Database& database;
};

/// Calls `check` with a project on each kind of database; says which are skipped.
inline void for_each_seed_project(const std::function<void(SeedProject&)>& check) {
    const auto on = [&](std::unique_ptr<Database> database, const char* name) {
        BOOST_TEST_CONTEXT(name) {
            SeedProject project(*database);
            check(project);
        }
    };
    on(sqlite_database(), "sqlite");
    for (const char* const variable :
         {"VARVE_TEST_POSTGRESQL", "VARVE_TEST_MARIADB", "VARVE_TEST_MYSQL"}) {
        if (const auto there = server_is_there(variable); !there) {
            BOOST_TEST_MESSAGE("skipped: " << there.message());
            continue;
        }
        const std::string url = server_url(variable);
        on(url.starts_with("mysql") ? mysql_database(url) : postgresql_database(url), variable);
    }
}

} // namespace varve::test
