#pragma once

#include "support/postgresql.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace varve::test {

/// The password that the program is given where a test sets none, and that of the user "varve" of
/// MySQL's test servers. No test writes it anywhere: what holds it has it from the program.
const std::string& test_password();

/// Looks for a password: for its longest run of letters and digits, which no way of quoting
/// changes, as it is and in base64. One shorter than six is like any other word, and not looked
/// for.
class SecretFinder {
public:
    explicit SecretFinder(const std::string& password);

    /// What stands around the first place, "***" in place of the secret; empty where there is none.
    std::string excerpt(std::string_view text) const;
    /// The same of the arguments of the programs that `pid` has started and of those that they did.
    std::string in_arguments_below(pid_t pid) const;

private:
    std::vector<std::string> forms_;
};

/// Fails the test that runs, unless the excerpt is empty.
void report_secret(const std::string& place, const std::string& excerpt);

/// Fails the test that runs where a file below this folder holds the test password.
void look_for_password(const std::filesystem::path& folder);

/// What the names of varve's own tables match, and no table of a test.
inline constexpr auto own_tables = "_(history|log|journal|lock|seed)$";

/// Fails the test that runs where a row of one of these tables holds the test password.
void look_for_password(const TextRows& tables,
                       const std::function<TextRows(const std::string& sql)>& query);

} // namespace varve::test
