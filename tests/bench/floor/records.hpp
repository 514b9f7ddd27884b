#pragma once

#include "migrations.hpp"

#include <cstdint>
#include <initializer_list>

/// The rows that every migration leaves, the same as varve's: who did what when, the way back, and
/// what was run.
namespace varve::floor {

inline constexpr std::string_view run_id = "'20260101T000000-01234567'";

/// No text of the generated migrations has a backslash in it.
std::string quoted(std::string_view text);
std::string list(std::initializer_list<std::string_view> values);

/// What a database calls things.
struct Spelling {
    std::string_view text, time, now, table_options;
};

class Records {
public:
    explicit Records(const Spelling& spelling) : spelling_(spelling) {}

    /// Statements that make history and log, each with a semicolon behind it.
    std::string tables() const;
    /// Statements that insert the rows of the next migration, likewise.
    std::string rows_of(const Migration& migration, std::int64_t milliseconds);

private:
    Spelling spelling_;
    Sha256 sha256_;
    std::int64_t ordinal_ = 0;
};

} // namespace varve::floor
