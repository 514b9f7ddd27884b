// The reader of migration files: whatever a file holds, fragments are pieces of it where their
// lines say, and problems are in lines that it has.
#include "split_check.hpp"

#include "plugins/sources/sql/migration_file.hpp"

#include <algorithm>
#include <string>

using namespace varve;

namespace {

std::size_t start_of_line(std::string_view text, std::uint32_t line) {
    std::size_t offset = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    for (std::uint32_t i = 1; i < line; ++i) {
        const std::size_t end = text.find('\n', offset);
        if (end == std::string_view::npos) fuzz::fail("a line is in the file");
        offset = end + 1;
    }
    return offset;
}

/// Is there a directive that begins something else?
bool holds_boundary(const std::string& fragment) {
    const std::string text = "\n" + fragment;
    for (const char* const word : {"up", "down", "statement", "dialect"})
        if (text.find(std::string("\n-- varve:") + word) != std::string::npos) return true;
    return false;
}

void check_fragments(std::string_view text, const SqlOperation& operation) {
    std::size_t end = 0;
    for (const SqlFragment& fragment : operation.fragments) {
        const std::size_t offset = start_of_line(text, fragment.line);
        if (fragment.text.empty()) fuzz::fail("no fragment is empty");
        if (text.substr(offset, fragment.text.size()) != fragment.text)
            fuzz::fail("a fragment is where its line says", fragment.text);
        if (offset < end) fuzz::fail("fragments do not overlap", fragment.text);
        end = offset + fragment.text.size();
        if (holds_boundary(fragment.text))
            fuzz::fail("no fragment goes on over a directive that ends it", fragment.text);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    Migration migration;
    std::vector<SourceProblem> problems;
    sql::parse_migration_file(text, "file.sql", migration, problems);

    const auto lines = static_cast<std::uint32_t>(std::ranges::count(text, '\n')) + 1;
    for (const SourceProblem& problem : problems) {
        if (problem.line > lines) fuzz::fail("a problem is in the file", problem.sentence);
        if (problem.sentence.empty()) fuzz::fail("a problem has a sentence");
        if (problem.file != "file.sql") fuzz::fail("a problem names the file", problem.file);
    }
    if (!problems.empty()) return 0;
    check_fragments(text, migration.up);
    if (migration.down) check_fragments(text, *migration.down);
    if (migration.down && !migration.irreversible.empty())
        fuzz::fail("there is a way down or a reason why not");
    return 0;
}
