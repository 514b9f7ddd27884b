#pragma once

#include "varve/export.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace varve {

/// Environment variables as configuration sees them: those of the process, and behind them those of
/// a
/// `.env` file.
class VARVE_API Environment {
public:
    using Variables = std::map<std::string, std::string, std::less<>>;

    Environment() = default;
    explicit Environment(Variables variables) : variables_(std::move(variables)) {}
    static Environment of_process();

    /// Adds what a `.env` file says, where the environment itself does not. Lines are `NAME=value`,
    /// `export NAME="quoted value"` or comments; ConfigError names the file and line of any other.
    /// Nothing happens where there is no such file.
    void add_file(const std::filesystem::path& file);

    std::optional<std::string> get(std::string_view name) const;
    const Variables& variables() const noexcept { return variables_; }

    /// `text` with ${NAME} and ${NAME:-otherwise} replaced, and $${ left as ${. ConfigError, naming
    /// `where`, for a variable that is not set or a brace that is not closed.
    std::string expand(std::string_view text, std::string_view where) const;

private:
    Variables variables_;
};

} // namespace varve
