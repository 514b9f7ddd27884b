#pragma once

#include "varve/db/lexer.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace varve::mysql {

/// What the statements of a session may have left in it, as far as their texts tell: the server
/// does not list it. What a stored procedure leaves is not seen.
class SessionChanges {
public:
    void see(std::string_view statement);

    /// Settings, or the current database.
    bool settings() const noexcept { return settings_; }
    /// Those time limits that were set, by name, and by nothing that may have set more.
    const std::set<std::string>& limits() const noexcept { return limits_; }
    void forget_limits() noexcept { limits_.clear(); }
    /// As they were written.
    const std::set<std::string>& temporary_tables() const noexcept { return tables_; }
    /// With their '@'.
    const std::set<std::string>& variables() const noexcept { return variables_; }

private:
    bool see_limits(const std::vector<Token>& tokens);
    void see_variables(std::string_view statement);

    bool settings_ = false;
    std::set<std::string> limits_;
    std::set<std::string, std::less<>> known_; ///< statements that set nothing else
    std::set<std::string> tables_;
    std::set<std::string> variables_;
};

} // namespace varve::mysql
