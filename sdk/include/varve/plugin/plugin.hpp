#pragma once

#include "varve/plugin/contributions.hpp"

#include <cstdint>

/// The door of a plugin: one exported C function, `varve_plugin`, that returns a descriptor.
///
/// A plugin is built by `varve_plugin()` in CMake, which writes its manifest (name, version, URL
/// schemes, commands, settings) into the file, and says in one of its sources
///
///     static void contribute(varve::Contributions& contributions) { … }
///     VARVE_PLUGIN(contribute)
///
/// The descriptor is compared with the program's own before anything of the plugin runs.
namespace varve {

/// The number of the SDK's binary interface. Grows when anything in sdk/include changes its layout.
inline constexpr std::uint32_t sdk_abi = 9;

/// Facts about a compiler that must be the same on both sides of the C++ interfaces.
struct Toolchain {
    const char* compiler;     ///< "gcc", "clang"
    std::uint32_t cxx_abi;    ///< __GXX_ABI_VERSION
    std::uint32_t string_abi; ///< _GLIBCXX_USE_CXX11_ABI
    std::uint32_t debug_mode; ///< is _GLIBCXX_DEBUG defined?
    std::uint32_t sanitizers; ///< bit 0 address, bit 1 thread: they change what memory means
};

#if defined(__clang__)
#define VARVE_COMPILER "clang"
#elif defined(__GNUC__)
#define VARVE_COMPILER "gcc"
#else
#error "varve plugins are built with GCC or Clang"
#endif

#if defined(__SANITIZE_ADDRESS__)
#define VARVE_SANITIZERS 1
#elif defined(__SANITIZE_THREAD__)
#define VARVE_SANITIZERS 2
#else
#define VARVE_SANITIZERS 0
#endif

#if defined(_GLIBCXX_DEBUG)
#define VARVE_DEBUG_MODE 1
#else
#define VARVE_DEBUG_MODE 0
#endif

inline constexpr Toolchain this_toolchain{VARVE_COMPILER, __GXX_ABI_VERSION, _GLIBCXX_USE_CXX11_ABI,
                                          VARVE_DEBUG_MODE, VARVE_SANITIZERS};

/// Frozen: fields are only ever added at the end, and `size` tells which are there.
struct PluginDescriptor {
    static constexpr std::uint64_t expected_magic = 0x6576726176'00'01ULL; // "varve", format 1

    std::uint32_t size;
    std::uint32_t sdk_abi;
    std::uint64_t magic;
    Toolchain toolchain;
    const char* name;
    const char* version;
    void (*contribute)(Contributions&);
};

} // namespace varve

/// Defines the exported function. VARVE_PLUGIN_NAME and VARVE_PLUGIN_VERSION come from
/// varve_plugin().
#define VARVE_PLUGIN(contribute_function)                                                          \
    extern "C" VARVE_API const varve::PluginDescriptor* varve_plugin() {                           \
        static constexpr varve::PluginDescriptor descriptor{                                       \
            sizeof(varve::PluginDescriptor),                                                       \
            varve::sdk_abi,                                                                        \
            varve::PluginDescriptor::expected_magic,                                               \
            varve::this_toolchain,                                                                 \
            VARVE_PLUGIN_NAME,                                                                     \
            VARVE_PLUGIN_VERSION,                                                                  \
            contribute_function};                                                                  \
        return &descriptor;                                                                        \
    }
