#pragma once

#include "varve/export.hpp"

#include <elf.h>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// A shared library as it lies in a file: read, and none of it run. PluginError where it is none
/// for this machine, or damaged.
class VARVE_API ElfFile {
public:
    explicit ElfFile(std::filesystem::path file);
    ElfFile(const ElfFile&) = delete;
    ElfFile& operator=(const ElfFile&) = delete;
    ~ElfFile();

    /// What is in the section of this name; nothing where there is none.
    std::optional<std::string_view> section(std::string_view name) const;
    /// The libraries that it is linked with: "libsqlite3.so.0".
    std::vector<std::string> needed() const;
    /// Where else libraries are looked for, as it was linked.
    std::string run_path() const;

    struct Symbol {
        std::string name;
        bool unique = false; ///< one for the whole process, which keeps a library from being closed
    };
    /// What others can link with.
    std::vector<Symbol> exported() const;
    bool has_executable_stack() const;
    /// Are its symbols bound when it is loaded, and not when they are first used?
    bool binds_now() const;

private:
    class Mapping;

    [[noreturn]] void refuse(const std::string& why) const;
    template <class T> T read(std::uint64_t offset) const;
    std::string_view slice(std::uint64_t offset, std::uint64_t size) const;
    std::string text_at(std::string_view table, std::uint64_t offset) const;
    std::vector<Elf64_Shdr> sections() const;
    std::vector<Elf64_Dyn> dynamic_entries() const;
    std::vector<std::string> dynamic_texts(std::int64_t tag) const;

    std::filesystem::path file_;
    std::unique_ptr<Mapping> mapping_;
    std::string_view bytes_;
    Elf64_Ehdr header_{};
};

} // namespace varve
