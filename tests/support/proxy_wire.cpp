#include "support/proxy_wire.hpp"

namespace varve::test {

namespace {

unsigned big_endian(std::string_view bytes, std::size_t at) {
    unsigned result = 0;
    for (std::size_t i = at; i < at + 4 && i < bytes.size(); ++i)
        result = result << 8 | static_cast<unsigned char>(bytes[i]);
    return result;
}

/// Takes a zero-terminated string from the front.
std::string_view take_string(std::string_view& payload) {
    const auto end = std::min(payload.find('\0'), payload.size());
    const std::string_view result = payload.substr(0, end);
    payload.remove_prefix(std::min(end + 1, payload.size()));
    return result;
}

} // namespace

void MessageReader::add(std::string_view bytes) {
    buffer_.erase(0, read_);
    read_ = 0;
    buffer_ += bytes;
}

std::optional<WireMessage> MessageReader::next() {
    const std::string_view left = std::string_view(buffer_).substr(read_);
    const std::size_t header = typed_ ? 5 : 4;
    if (left.size() < header) return {};
    // The length counts itself but not the type.
    const std::size_t size = big_endian(left, header - 4) + (header - 4);
    if (left.size() < size) return {};
    read_ += size;
    const std::string_view bytes = left.substr(0, size);
    return WireMessage{typed_ ? left[0] : '\0', bytes.substr(header), bytes};
}

unsigned start_up_code(const WireMessage& message) {
    return big_endian(message.payload, 0);
}

std::optional<std::string> StatementFollower::executed(const WireMessage& message) {
    std::string_view payload = message.payload;
    switch (message.type) {
    case 'Q': return std::string(take_string(payload));
    case 'P': {
        const std::string name(take_string(payload));
        statements_[name] = take_string(payload);
        return {};
    }
    case 'B': {
        const std::string portal(take_string(payload));
        portals_[portal] = statements_[std::string(take_string(payload))];
        return {};
    }
    case 'E': return portals_[std::string(take_string(payload))];
    default: return {};
    }
}

} // namespace varve::test
