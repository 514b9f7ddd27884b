#include "environment.hpp"

#include "varve/error.hpp"

#include <cstdlib>

namespace varve::seed {

const std::string& Environment::value(const std::string& name) {
    if (const auto found = taken_.find(name); found != taken_.end()) return found->second.reveal();
    const char* const value = std::getenv(name.c_str());
    if (value == nullptr)
        throw ConfigError("the environment variable " + name + " is not set; set it, or write $${" +
                          name + "} for the text itself");
    return taken_.emplace(name, Secret(value)).first->second.reveal();
}

std::string Environment::filled(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; (at = text.find("${")) != std::string_view::npos;) {
        const std::size_t end = text.find('}', at);
        if (end == std::string_view::npos) break;
        const bool is_text = at > 0 && text[at - 1] == '$';
        result += text.substr(0, is_text ? at - 1 : at);
        if (is_text)
            result += text.substr(at, end + 1 - at);
        else
            result += value(std::string(text.substr(at + 2, end - at - 2)));
        text.remove_prefix(end + 1);
    }
    return result += text;
}

} // namespace varve::seed
