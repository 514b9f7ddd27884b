#include "kernel/load/pins.hpp"

#include "kernel/sha256.hpp"
#include "kernel/text_file.hpp"
#include "varve/error.hpp"

#include <toml++/toml.h>

#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace varve {

namespace {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int get() const { return number_; }
    int release() { return std::exchange(number_, -1); }

private:
    int number_;
};

[[noreturn]] void fail(const std::filesystem::path& file, const char* what) {
    throw PluginError(file.filename().string(), "plugin " + file.string() + " cannot be " + what +
                                                    ": " + std::generic_category().message(errno));
}

bool is_sha256(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

[[noreturn]] void damaged(const std::filesystem::path& lock_file, unsigned line,
                          const std::string& what) {
    throw ConfigError(lock_file.string() + ':' + std::to_string(line) + ": " + what +
                      "; bring the file back as 'varve plugin pin' wrote it, or remove it and pin "
                      "the plugins anew");
}

} // namespace

Pins read_pins(const std::filesystem::path& lock_file) {
    Pins pins;
    if (!std::filesystem::exists(lock_file)) return pins;
    try {
        for (const auto& [section, plugins] : toml::parse_file(lock_file.string())) {
            if (section != "plugin" || !plugins.is_table())
                damaged(lock_file, section.source().begin.line, "only [plugin.NAME] can be there");
            for (const auto& [name, plugin] : *plugins.as_table()) {
                const auto sum = toml::node_view(plugin)["sha256"].value<std::string>();
                if (!sum || !is_sha256(*sum))
                    damaged(lock_file, name.source().begin.line,
                            "[plugin." + std::string(name.str()) +
                                "] needs a sha256, of 64 digits");
                pins.emplace(name.str(), *sum);
            }
        }
    } catch (const toml::parse_error& error) {
        damaged(lock_file, error.source().begin.line, std::string(error.description()));
    }
    return pins;
}

void write_pins(const std::filesystem::path& lock_file, const Pins& pins) {
    std::string text = "# The plugins that may be loaded: 'varve plugin pin' writes this.\n";
    for (const auto& [name, sum] : pins)
        text += "\n[plugin." + name + "]\nsha256 = \"" + sum + "\"\n";
    if (const int reason = replace_text_file(lock_file, text); reason != 0)
        throw ConfigError(lock_file.string() +
                          " cannot be written: " + std::generic_category().message(reason));
}

SealedCopy sealed_copy(const std::filesystem::path& file) {
    const Descriptor source(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (source.get() < 0) fail(file, "read");
    Descriptor copy(::memfd_create(file.filename().c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (copy.get() < 0) fail(file, "copied into memory");
    Sha256 hash;
    std::array<char, 65536> buffer;
    for (ssize_t count = 0; (count = ::read(source.get(), buffer.data(), buffer.size())) != 0;) {
        if (count < 0 ||
            ::write(copy.get(), buffer.data(), static_cast<std::size_t>(count)) != count)
            fail(file, "copied into memory");
        hash.add({buffer.data(), static_cast<std::size_t>(count)});
    }
    constexpr int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
    if (::fcntl(copy.get(), F_ADD_SEALS, seals) != 0) fail(file, "sealed in memory");
    return {"/proc/self/fd/" + std::to_string(copy.release()), hash.hex()};
}

} // namespace varve
