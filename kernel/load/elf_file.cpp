#include "kernel/load/elf_file.hpp"

#include "varve/error.hpp"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace varve {

namespace {

#if defined(__x86_64__)
constexpr Elf64_Half this_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half this_machine = EM_AARCH64;
#else
#error "say here which ELF machine this is"
#endif

} // namespace

/// A file's bytes, mapped for reading.
class ElfFile::Mapping {
public:
    /// Nothing is mapped where the file cannot be read; errno then tells why.
    explicit Mapping(const std::filesystem::path& file) {
        // A pipe would have us wait for somebody to write.
        const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (descriptor < 0) return;
        struct stat facts {};
        ::fstat(descriptor, &facts);
        size_ = S_ISREG(facts.st_mode) ? static_cast<std::size_t>(facts.st_size) : 0;
        errno = ENODATA;
        if (size_ > 0) data_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
        ::close(descriptor);
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    ~Mapping() {
        if (is_there()) ::munmap(data_, size_);
    }

    bool is_there() const { return data_ != MAP_FAILED; }
    std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

private:
    void* data_ = MAP_FAILED;
    std::size_t size_ = 0;
};

ElfFile::ElfFile(std::filesystem::path file)
    : file_(std::move(file)), mapping_(std::make_unique<Mapping>(file_)) {
    if (!mapping_->is_there())
        refuse("is empty or cannot be read: " + std::generic_category().message(errno));
    bytes_ = mapping_->bytes();
    const bool elf = bytes_.size() >= sizeof header_ && bytes_.starts_with(ELFMAG);
    if (!elf) refuse("is not a shared library (it is no ELF file)");
    header_ = read<Elf64_Ehdr>(0);
    const bool ours = header_.e_ident[EI_CLASS] == ELFCLASS64 &&
                      header_.e_machine == this_machine && header_.e_type == ET_DYN;
    if (!ours) refuse("is not a shared library for this machine");
}

ElfFile::~ElfFile() = default;

void ElfFile::refuse(const std::string& why) const {
    throw PluginError(file_.filename().string(), "plugin " + file_.string() + " " + why);
}

template <class T> T ElfFile::read(std::uint64_t offset) const {
    T value{};
    const std::string_view there = slice(offset, sizeof value);
    std::memcpy(&value, there.data(), there.size());
    return value;
}

std::string_view ElfFile::slice(std::uint64_t offset, std::uint64_t size) const {
    if (offset > bytes_.size() || bytes_.size() - offset < size)
        refuse("is damaged: it is shorter than it says");
    return bytes_.substr(offset, size);
}

std::string ElfFile::text_at(std::string_view table, std::uint64_t offset) const {
    const std::size_t end = table.find('\0', offset);
    if (offset > table.size() || end == std::string_view::npos)
        refuse("is damaged: a name in it has no end");
    return std::string(table.substr(offset, end - offset));
}

std::vector<Elf64_Shdr> ElfFile::sections() const {
    std::vector<Elf64_Shdr> result;
    for (std::uint64_t index = 0; index < header_.e_shnum; ++index)
        result.push_back(read<Elf64_Shdr>(header_.e_shoff + index * sizeof(Elf64_Shdr)));
    return result;
}

std::optional<std::string_view> ElfFile::section(std::string_view name) const {
    const std::vector<Elf64_Shdr> all = sections();
    if (header_.e_shstrndx >= all.size()) refuse("is damaged: its section table is cut off");
    const Elf64_Shdr& names = all[header_.e_shstrndx];
    const std::string_view table = slice(names.sh_offset, names.sh_size);
    for (const Elf64_Shdr& one : all)
        if (text_at(table, one.sh_name) == name) return slice(one.sh_offset, one.sh_size);
    return std::nullopt;
}

std::vector<Elf64_Dyn> ElfFile::dynamic_entries() const {
    std::vector<Elf64_Dyn> entries;
    for (const Elf64_Shdr& one : sections()) {
        if (one.sh_type != SHT_DYNAMIC) continue;
        for (std::uint64_t at = 0; at + sizeof(Elf64_Dyn) <= one.sh_size; at += sizeof(Elf64_Dyn))
            entries.push_back(read<Elf64_Dyn>(one.sh_offset + at));
    }
    return entries;
}

std::vector<std::string> ElfFile::dynamic_texts(std::int64_t tag) const {
    const std::string_view table = section(".dynstr").value_or("");
    std::vector<std::string> texts;
    for (const Elf64_Dyn& entry : dynamic_entries())
        if (entry.d_tag == tag) texts.push_back(text_at(table, entry.d_un.d_val));
    return texts;
}

std::vector<std::string> ElfFile::needed() const {
    return dynamic_texts(DT_NEEDED);
}

std::string ElfFile::run_path() const {
    std::vector<std::string> paths = dynamic_texts(DT_RUNPATH);
    if (paths.empty()) paths = dynamic_texts(DT_RPATH);
    return paths.empty() ? "" : paths.front();
}

std::vector<ElfFile::Symbol> ElfFile::exported() const {
    const std::string_view names = section(".dynstr").value_or("");
    const std::string_view table = section(".dynsym").value_or("");
    std::vector<Symbol> symbols;
    for (std::size_t at = 0; at + sizeof(Elf64_Sym) <= table.size(); at += sizeof(Elf64_Sym)) {
        Elf64_Sym symbol{};
        std::memcpy(&symbol, table.data() + at, sizeof symbol);
        const bool defined = symbol.st_shndx != SHN_UNDEF;
        const unsigned char binding = ELF64_ST_BIND(symbol.st_info);
        const bool visible = ELF64_ST_VISIBILITY(symbol.st_other) == STV_DEFAULT ||
                             ELF64_ST_VISIBILITY(symbol.st_other) == STV_PROTECTED;
        if (!defined || !visible || binding == STB_LOCAL) continue;
        symbols.push_back({text_at(names, symbol.st_name), binding == STB_GNU_UNIQUE});
    }
    return symbols;
}

bool ElfFile::has_executable_stack() const {
    for (std::uint64_t index = 0; index < header_.e_phnum; ++index) {
        const auto part = read<Elf64_Phdr>(header_.e_phoff + index * sizeof(Elf64_Phdr));
        if (part.p_type == PT_GNU_STACK) return (part.p_flags & PF_X) != 0;
    }
    return true; // who says nothing gets one
}

bool ElfFile::binds_now() const {
    for (const Elf64_Dyn& entry : dynamic_entries()) {
        if (entry.d_tag == DT_BIND_NOW) return true;
        if (entry.d_tag == DT_FLAGS && (entry.d_un.d_val & DF_BIND_NOW) != 0) return true;
        if (entry.d_tag == DT_FLAGS_1 && (entry.d_un.d_val & DF_1_NOW) != 0) return true;
    }
    return false;
}

} // namespace varve
