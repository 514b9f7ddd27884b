#pragma once

#include "doctor.hpp"

#include <functional>
#include <string>
#include <vector>

namespace varve::test {

/// A database with a migrator, an application's role and one that only reads, of which only the
/// migrator may do anything in it yet; and a project whose URL is the migrator's.
class Estate {
public:
    explicit Estate(const Database& database);
    Estate(const Estate&) = delete;
    Estate& operator=(const Estate&) = delete;
    ~Estate();

    const Ward& ward() const { return ward_; }
    Ward& ward() { return ward_; }

    bool is_postgresql() const { return database_.kind() == "postgresql"; }
    std::string migrator() const { return "mig" + suffix_; }
    std::string app() const { return "app" + suffix_; }
    std::string reports() const { return "rep" + suffix_; }
    /// As the configuration names a user.
    std::string name(const std::string& user) const;
    std::string url_of(const std::string& user) const;
    /// A command of a shell that runs a script as this user.
    std::string client(const std::string& user) const;

    /// Writes the configuration, with `more` in the section [roles].
    void declare(const std::string& more) const;
    /// With what stands in braces put in: {app}, {reports}, {migrator} and {db}; {place}, where
    /// tables are; {all}, where reading is granted, and {of all}, what that is called.
    std::string filled(std::string text) const;
    /// As an administrator, filled.
    void say(const std::string& text) const { database_.execute(filled(text)); }
    std::function<void(const std::string&)> administrator() const;
    /// What the server answers to this user, or the words in which it refuses.
    std::string as(const std::string& user, const std::string& text) const;
    /// What `varve grants` prints.
    std::string grants() const;

private:
    /// As statements name a user.
    std::string sql(const std::string& user) const;

    const Database& database_;
    std::string suffix_;
    Ward ward_;
};

/// On PostgreSQL, MariaDB and MySQL.
void for_each_estate(const std::function<void(Estate&)>& check);

} // namespace varve::test
