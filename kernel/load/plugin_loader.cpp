#include "kernel/load/plugin_loader.hpp"

#include "kernel/load/plugin_call.hpp"
#include "varve/error.hpp"
#include "varve/log.hpp"
#include "varve/plugin/plugin.hpp"
#include "varve/trust.hpp"

#include <boost/dll/shared_library.hpp>

#include <cstring>
#include <forward_list>
#include <mutex>
#include <utility>

namespace varve {

namespace {

[[noreturn]] void refuse(const PluginManifest& manifest, const std::string& why) {
    throw PluginError(manifest.name, "plugin '" + manifest.name + "' " + why);
}

// varve_plugin() links a plugin so that all its own symbols are bound here, and a missing one is
// told; the thousands of the libraries below it can wait until they are called.
boost::dll::shared_library open(const std::filesystem::path& path, const PluginManifest& manifest) {
    using boost::dll::load_mode::rtld_lazy;
    using boost::dll::load_mode::rtld_local;
    boost::dll::fs::error_code error;
    boost::dll::shared_library library(path, rtld_lazy | rtld_local, error);
    if (error) refuse(manifest, "cannot be loaded: " + error.message());
    return library;
}

std::string described(const Toolchain& toolchain) {
    return std::string(toolchain.compiler) + ", C++ ABI " + std::to_string(toolchain.cxx_abi) +
           ", string ABI " + std::to_string(toolchain.string_abi) +
           (toolchain.debug_mode != 0 ? ", _GLIBCXX_DEBUG" : "") +
           (toolchain.sanitizers != 0 ? ", sanitizers " + std::to_string(toolchain.sanitizers)
                                      : "");
}

bool same(const Toolchain& a, const Toolchain& b) {
    // The ABI number also counts fixes that change nothing between two releases of one family; what
    // breaks a boundary is the family, the string layout, debug containers and sanitizers.
    return std::strcmp(a.compiler, b.compiler) == 0 && a.cxx_abi == b.cxx_abi &&
           a.string_abi == b.string_abi && a.debug_mode == b.debug_mode &&
           a.sanitizers == b.sanitizers;
}

// Nothing but plain fields is read, and none behind one that does not fit.
void check_descriptor(const PluginDescriptor* descriptor, const PluginManifest& manifest) {
    if (descriptor == nullptr || descriptor->magic != PluginDescriptor::expected_magic)
        refuse(manifest, "has no varve descriptor behind its varve_plugin function");
    if (descriptor->sdk_abi != sdk_abi)
        refuse(manifest, "was built against SDK interface " + std::to_string(descriptor->sdk_abi) +
                             ", and this varve has " + std::to_string(sdk_abi) +
                             "; rebuild it against the SDK of this varve");
    if (descriptor->size < sizeof(PluginDescriptor))
        refuse(manifest,
               "has a descriptor that is too short; rebuild it against the SDK of this varve");
    if (!same(descriptor->toolchain, this_toolchain))
        refuse(manifest, "was built with another toolchain (" + described(descriptor->toolchain) +
                             ") than this varve (" + described(this_toolchain) +
                             "); rebuild it with the same compiler and options");
    if (manifest.name != descriptor->name)
        refuse(manifest,
               "calls itself '" + std::string(descriptor->name) + "' in its code; rebuild it");
}

std::filesystem::path checked_path(const std::filesystem::path& file,
                                   const PluginManifest& manifest,
                                   const std::optional<std::string>& pin) {
    if (!pin) {
        // What is looked at is what is loaded, whatever becomes of a link.
        std::error_code gone;
        const std::filesystem::path real = std::filesystem::canonical(file, gone);
        if (const auto reason = distrust(gone ? file : real))
            refuse(manifest, "is not trusted: it " + *reason + ", or pin the plugin");
        return real;
    }
    const SealedCopy copy = sealed_copy(file);
    if (copy.sha256 != *pin)
        refuse(manifest, "does not match its pin in varve.lock: its sha256 is " + copy.sha256 +
                             " and not " + *pin + "; if the new file is right, pin it anew");
    return copy.path;
}

// The list is never destroyed, and so nothing in it is ever closed: see the header.
const boost::dll::shared_library& keep_open(boost::dll::shared_library library) {
    static std::mutex mutex;
    static auto& kept = *new std::forward_list<boost::dll::shared_library>;
    const std::lock_guard lock(mutex);
    return kept.emplace_front(std::move(library));
}

} // namespace

Contributions load_plugin(const std::filesystem::path& file, const PluginManifest& manifest,
                          const std::optional<std::string>& pin) {
    const std::filesystem::path path = checked_path(file, manifest, pin);
    const boost::dll::shared_library& library = keep_open(open(path, manifest));
    if (!library.has("varve_plugin"))
        refuse(manifest,
               "does not export varve_plugin; say VARVE_PLUGIN(contribute) in one of its sources");
    const PluginDescriptor* const descriptor =
        library.get<const PluginDescriptor*()>("varve_plugin")();
    check_descriptor(descriptor, manifest);
    Contributions contributions;
    guarded_call(manifest.name, "contributing", [&] { descriptor->contribute(contributions); });
    log::debug("loaded plugin '" + manifest.name + "' " + manifest.version + " from " +
               file.string());
    return contributions;
}

} // namespace varve
