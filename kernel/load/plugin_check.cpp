#include "kernel/load/plugin_check.hpp"

#include "kernel/load/elf_file.hpp"
#include "kernel/sha256.hpp"
#include "kernel/text_file.hpp"
#include "varve/error.hpp"
#include "varve/trust.hpp"

#include <algorithm>
#include <array>

namespace varve {

namespace {

using Severity = PluginFinding::Severity;

constexpr std::string_view door = "varve_plugin";

std::string sum_of(const std::filesystem::path& file) {
    Sha256 hash;
    hash.add(read_text_file(file, "the plugin"));
    return hash.hex();
}

// A few of many, to know them by.
std::string some_of(const std::vector<std::string>& names) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > most ? text + ", …" : text;
}

// What the headers of the standard library and the SDK leave in every file: they make it visible
// whatever the compiler is told. In a mangled name only letters without a length stand before the
// namespace: "St" is std.
bool is_of_a_header(std::string_view name) {
    const std::size_t at = std::min(name.find_first_not_of("FGIKNPRSTVZ", 2), name.find("St", 2));
    if (!name.starts_with("_Z") || at >= name.size()) return false;
    const std::string_view rest = name.substr(at);
    return std::ranges::any_of(std::array{"St", "9__gnu_cxx", "5varve"},
                               [&](const char* space) { return rest.starts_with(space); });
}

void inspect_symbols(const ElfFile& elf, PluginInspection& inspection) {
    std::vector<std::string> unique, others;
    bool has_door = false;
    for (const ElfFile::Symbol& symbol : elf.exported()) {
        inspection.exported.push_back(symbol.name);
        has_door = has_door || symbol.name == door;
        if (symbol.unique)
            unique.push_back(symbol.name);
        else if (symbol.name != door && !is_of_a_header(symbol.name))
            others.push_back(symbol.name);
    }
    std::vector<PluginFinding>& findings = inspection.findings;
    if (!has_door)
        findings.push_back({Severity::error, "does not export varve_plugin",
                            "say VARVE_PLUGIN(contribute) in one of its sources"});
    if (!unique.empty())
        findings.push_back({Severity::warning,
                            "has symbols that are unique in the process: " + some_of(unique),
                            "compile with -fno-gnu-unique, as varve_plugin() does"});
    if (!others.empty())
        findings.push_back(
            {Severity::warning,
             "exports " + std::to_string(others.size()) + " other symbols: " + some_of(others),
             "compile with -fvisibility=hidden, or they may be taken for another library's"});
}

} // namespace

bool PluginInspection::passed() const {
    return std::ranges::none_of(
        findings, [](const PluginFinding& finding) { return finding.severity == Severity::error; });
}

PluginInspection inspect_plugin(const std::filesystem::path& file, const Pins& pins) {
    const ElfFile elf(file);
    PluginInspection inspection{.libraries = elf.needed(), .sha256 = sum_of(file)};
    std::vector<PluginFinding>& findings = inspection.findings;
    try {
        inspection.manifest = read_manifest(file);
    } catch (const PluginError& error) {
        findings.push_back({Severity::error, error.what(), "build it with varve_plugin()"});
    }
    inspect_symbols(elf, inspection);
    if (elf.has_executable_stack())
        findings.push_back({Severity::error, "asks for an executable stack",
                            "link with -z noexecstack; assembler sources need a "
                            ".note.GNU-stack section"});
    if (!elf.binds_now())
        findings.push_back({Severity::warning,
                            "binds its symbols when they are first used: one that is missing would "
                            "end the program in the middle of a run",
                            "link with -z now, as varve_plugin() does"});
    if (const std::string path = elf.run_path(); path.find('/') == 0)
        findings.push_back({Severity::warning, "looks for libraries in " + path,
                            "set CMAKE_INSTALL_RPATH, or install it: others may write there"});
    if (const auto pin = pins.find(inspection.manifest.name); pin != pins.end()) {
        if (pin->second != inspection.sha256)
            findings.push_back({Severity::error, "does not match its pin in varve.lock",
                                "if the file is right, pin it anew with 'varve plugin pin'"});
    } else if (const auto reason = distrust(file)) {
        findings.push_back({Severity::error, "is not trusted: it " + *reason,
                            "or pin it with 'varve plugin pin'"});
    }
    return inspection;
}

} // namespace varve
