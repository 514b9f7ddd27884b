#include "kernel/load/plugin_manifest.hpp"

#include "varve/error.hpp"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

#include <elf.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace varve {

namespace {

constexpr std::string_view section_name = ".varve.manifest";
constexpr int known_format = 1;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
    throw PluginError(file.filename().string(), "plugin " + file.string() + " " + why);
}

/// A file's bytes, mapped for reading.
class MappedFile {
public:
    explicit MappedFile(const std::filesystem::path& file) {
        const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0)
            refuse(file, "cannot be read: " + std::generic_category().message(errno));
        struct stat facts {};
        ::fstat(descriptor, &facts);
        size_ = static_cast<std::size_t>(facts.st_size);
        if (size_ > 0) data_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
        ::close(descriptor);
        if (data_ == MAP_FAILED || size_ == 0) refuse(file, "is empty or cannot be read");
    }
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile() { ::munmap(data_, size_); }

    std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

private:
    void* data_ = nullptr;
    std::size_t size_ = 0;
};

// A structure at an offset of the file, or nothing where the file is too short for it.
template <class T> bool read_at(std::string_view bytes, std::uint64_t offset, T& value) {
    if (offset > bytes.size() || bytes.size() - offset < sizeof value) return false;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return true;
}

std::string_view slice(std::string_view bytes, std::uint64_t offset, std::uint64_t size) {
    if (offset > bytes.size() || bytes.size() - offset < size) return {};
    return bytes.substr(offset, size);
}

#if defined(__x86_64__)
constexpr Elf64_Half this_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half this_machine = EM_AARCH64;
#else
#error "say here which ELF machine this is"
#endif

Elf64_Ehdr read_header(const std::filesystem::path& file, std::string_view bytes) {
    Elf64_Ehdr header{};
    const bool elf = read_at(bytes, 0, header) && std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0;
    if (!elf) refuse(file, "is not a shared library (it is no ELF file)");
    const bool ours = header.e_ident[EI_CLASS] == ELFCLASS64 && header.e_machine == this_machine &&
                      header.e_type == ET_DYN;
    if (!ours) refuse(file, "is not a shared library for this machine");
    return header;
}

std::string_view find_section(const std::filesystem::path& file, std::string_view bytes) {
    const Elf64_Ehdr header = read_header(file, bytes);
    const auto section = [&](std::uint64_t index, Elf64_Shdr& result) {
        return read_at(bytes, header.e_shoff + index * sizeof result, result);
    };
    Elf64_Shdr names{};
    if (!section(header.e_shstrndx, names))
        refuse(file, "is damaged: its section table is cut off");
    for (std::uint64_t index = 0; index < header.e_shnum; ++index) {
        Elf64_Shdr current{};
        if (!section(index, current)) refuse(file, "is damaged: its section table is cut off");
        // The name must end with its NUL inside the table of names.
        const std::string_view name =
            slice(bytes, names.sh_offset + current.sh_name, section_name.size() + 1);
        if (name.substr(0, section_name.size()) == section_name && name.back() == '\0')
            return slice(bytes, current.sh_offset, current.sh_size);
    }
    refuse(file, "has no varve manifest; build it with varve_plugin() in CMake");
}

PluginManifest::Command command_of(const std::string& text) {
    const std::size_t equals = std::min(text.find('='), text.size());
    return {text.substr(0, equals), equals < text.size() ? text.substr(equals + 1) : ""};
}

} // namespace

PluginManifest read_manifest(const std::filesystem::path& file) {
    const MappedFile mapped(file);
    std::string_view text = find_section(file, mapped.bytes());
    while (!text.empty() && text.back() == '\0') text.remove_suffix(1);
    try {
        const auto json = nlohmann::json::parse(text);
        if (json.at("manifest").get<int>() != known_format)
            refuse(file, "has a manifest of a newer format; it needs a newer varve");
        PluginManifest manifest{
            .kind = json.at("kind"), .name = json.at("name"), .version = json.at("version")};
        json.at("schemes").get_to(manifest.schemes);
        json.at("settings").get_to(manifest.settings);
        json.at("needs").get_to(manifest.needs);
        for (const std::string command : json.at("commands"))
            manifest.commands.push_back(command_of(command));
        return manifest;
    } catch (const nlohmann::json::exception&) {
        refuse(file,
               "has a manifest that cannot be understood; build it again with varve_plugin()");
    }
}

} // namespace varve
