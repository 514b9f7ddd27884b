#include "loaded_plugin.hpp"

#include <dlfcn.h>
#include <map>
#include <memory>
#include <stdexcept>

namespace varve::test {

namespace {

std::unique_ptr<Contributions> load(const std::string& name) {
    const std::string file = VARVE_BINARY_DIR "/lib/varve/plugins/" + name + ".so";
    void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) throw std::runtime_error(dlerror());
    using Entry = const PluginDescriptor* (*)();
    const auto entry = reinterpret_cast<Entry>(dlsym(library, "varve_plugin"));
    if (entry == nullptr) throw std::runtime_error(file + " does not export varve_plugin");
    const PluginDescriptor& descriptor = *entry();
    if (descriptor.magic != PluginDescriptor::expected_magic || descriptor.sdk_abi != sdk_abi)
        throw std::runtime_error(file + " was built for another SDK");
    auto contributions = std::make_unique<Contributions>();
    descriptor.contribute(*contributions);
    return contributions;
}

} // namespace

const Contributions& plugin(const std::string& name) {
    // Never freed: a plugin's objects must not outlive it, and it is never unloaded.
    static auto& loaded = *new std::map<std::string, std::unique_ptr<Contributions>>;
    auto& contributions = loaded[name];
    if (!contributions) contributions = load(name);
    return *contributions;
}

const Driver& plugin_driver(const std::string& name) {
    const auto& drivers = plugin(name).drivers();
    if (drivers.size() != 1) throw std::runtime_error(name + " contributes no driver, or several");
    return *drivers.front();
}

} // namespace varve::test
