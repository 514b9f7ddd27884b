#pragma once

#include "varve/error.hpp"

#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace varve {

/// Calls into a plugin so that nothing but our own errors comes out: whatever else it throws
/// becomes a PluginError that names the plugin and what it was doing.
template <class Function>
auto guarded_call(std::string_view plugin, std::string_view doing, Function&& function) {
    const auto sentence = [&](std::string_view what) {
        return "plugin '" + std::string(plugin) + "' failed while " + std::string(doing) + ": " +
               std::string(what);
    };
    try {
        return std::forward<Function>(function)();
    } catch (const Error&) {
        throw;
    } catch (const std::exception& error) {
        throw PluginError(std::string(plugin), sentence(error.what()));
    } catch (...) {
        throw PluginError(std::string(plugin),
                          sentence("it threw something that is not an exception"));
    }
}

} // namespace varve
