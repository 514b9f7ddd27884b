#include "varve/db/query_log.hpp"

#include "varve/duration.hpp"
#include "varve/log.hpp"
#include "varve/secret.hpp"

#include <string>

namespace varve {

namespace {

// Secrets go first: half of one would not be known again.
std::string excerpt(std::string_view text) {
    constexpr std::size_t longest = 1000;
    std::string line;
    for (const char c : redacted(text)) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!space)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (line.size() <= longest) return line;
    std::size_t end = longest;
    while ((line[end] & 0xc0) == 0x80) --end; // not within a character of UTF-8
    return line.substr(0, end) + "…";
}

} // namespace

OnStatement slow_query_log(std::chrono::nanoseconds threshold) {
    return [threshold](const StatementRun& run) {
        if (run.duration < threshold) return;
        const auto duration = std::chrono::duration_cast<std::chrono::milliseconds>(run.duration);
        log::warning("slow statement, " + readable(duration) + ": " + excerpt(run.text));
    };
}

} // namespace varve
