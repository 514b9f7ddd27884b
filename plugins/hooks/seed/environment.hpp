#pragma once

#include "varve/secret.hpp"

#include <map>
#include <string>
#include <string_view>

namespace varve::seed {

/// What `${NAME}` stands for: variables of the environment. What was taken from there is a secret
/// as long as this lives: it is struck out of messages and logs.
class Environment {
public:
    /// `text` with the values in their places; `$${` stands for `${`. ConfigError for a variable
    /// that is not set.
    std::string filled(std::string_view text);

private:
    const std::string& value(const std::string& name);

    std::map<std::string, Secret> taken_;
};

/// Does `text` ask for anything of the environment?
inline bool asks_for_variables(std::string_view text) noexcept {
    return text.find("${") != std::string_view::npos;
}

} // namespace varve::seed
