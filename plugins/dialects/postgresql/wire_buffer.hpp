#pragma once

#include "big_endian.hpp"

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace varve::postgresql {

/// Bytes that are written one behind the other.
class WireBuffer {
public:
    std::size_t size() const noexcept { return size_; }
    std::string_view view() const noexcept { return {storage_.data(), size_}; }
    char* data() noexcept { return storage_.data(); }
    void clear() noexcept { size_ = 0; }

    /// The end, with room behind it for so many bytes. What is written there counts once `end_at`
    /// is told where it ends: the way that does not go through memory for each byte.
    char* room(std::size_t bytes) {
        if (storage_.size() - size_ < bytes) storage_.resize(2 * (size_ + bytes));
        return storage_.data() + size_;
    }
    void end_at(const char* end) noexcept {
        size_ = static_cast<std::size_t>(end - storage_.data());
    }
    void append(std::string_view bytes) { end_at(put(room(bytes.size()), bytes)); }

    static char* put(char* at, std::string_view bytes) noexcept {
        return at + bytes.copy(at, bytes.size()); // an empty one may be no memory at all
    }
    template <std::integral Integer> static char* put(char* at, Integer value) noexcept {
        write_big_endian(at, value);
        return at + sizeof value;
    }

private:
    std::string storage_;
    std::size_t size_ = 0;
};

} // namespace varve::postgresql
