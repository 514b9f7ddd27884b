#pragma once

#include "varve/export.hpp"

#include <iosfwd>
#include <string>
#include <string_view>

namespace varve {

/// Text that must not be printed. It has no formatter, and while it lives `redacted` strikes it out
/// of any other text, as a library's error message may quote what it was given.
class VARVE_API Secret {
public:
    Secret() = default;
    explicit Secret(std::string text);
    Secret(const Secret& other);
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret other) noexcept;
    ~Secret();

    /// The text itself, for the one call that needs it.
    const std::string& reveal() const noexcept { return text_; }
    bool empty() const noexcept { return text_.empty(); }

    friend bool operator==(const Secret&, const Secret&) = default;
    friend std::ostream& operator<<(std::ostream&, const Secret&) = delete;

private:
    std::string text_;
};

/// `text` with every living secret of three characters or more replaced by "***".
VARVE_API std::string redacted(std::string_view text);

} // namespace varve
