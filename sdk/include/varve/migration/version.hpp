#pragma once

#include <compare>
#include <string>
#include <utility>

namespace varve {

/// Names a migration. The text is opaque; its order belongs to the source that it comes from.
class Version {
public:
    Version() = default;
    /// `order` is a key by which versions sort as text, where that is not the version itself
    /// ("0001.0010" for "1.10").
    explicit Version(std::string text, std::string order = {})
        : text_(std::move(text)), order_(std::move(order)) {}

    const std::string& text() const noexcept { return text_; }
    bool empty() const noexcept { return text_.empty(); }

    friend bool operator==(const Version& a, const Version& b) noexcept {
        return a.text_ == b.text_;
    }
    friend std::strong_ordering operator<=>(const Version& a, const Version& b) noexcept {
        return a.key() <=> b.key();
    }

private:
    const std::string& key() const noexcept { return order_.empty() ? text_ : order_; }

    std::string text_, order_;
};

} // namespace varve
