#include "lines.hpp"

#include "varve/secret.hpp"

#include <algorithm>

namespace varve::exec {

namespace {

// A secret that the end of a line cuts in two is not known as one. It goes with this much of the
// end.
constexpr std::size_t reserve = 1024;

unsigned byte_at(std::string_view text, std::size_t index) {
    return static_cast<unsigned char>(text[index]);
}

// How many bytes the character takes that stands first; 0 where none does, as Unicode's table of
// well-formed sequences has it (chapter 3, D92).
std::size_t character_length(std::string_view text) {
    const unsigned first = byte_at(text, 0);
    if (first < 0x80) return 1;
    const std::size_t length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length == 0 || first > 0xf4 || text.size() < length) return 0;
    const unsigned least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    const unsigned most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (byte_at(text, 1) < least || byte_at(text, 1) > most) return 0;
    for (std::size_t i = 2; i < length; ++i)
        if ((byte_at(text, i) & 0xc0U) != 0x80) return 0;
    return length;
}

// Terminals obey those of U+0080 to U+009F as well.
bool is_control(std::string_view character) {
    const unsigned first = byte_at(character, 0);
    if (character.size() == 1) return (first < 0x20 && first != '\t') || first == 0x7f;
    return first == 0xc2 && byte_at(character, 1) < 0xa0;
}

} // namespace

std::string escaped(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result;
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        const std::string_view next = text.substr(0, length == 0 ? 1 : length);
        if (length != 0 && !is_control(next))
            result += next;
        else
            for (const char c : next) {
                const auto byte = static_cast<unsigned char>(c);
                result += {'\\', 'x', digits[byte >> 4U], digits[byte & 15U]};
            }
        text.remove_prefix(next.size());
    }
    return result;
}

void Lines::add(std::string_view bytes) {
    for (std::size_t end; (end = bytes.find('\n')) != std::string_view::npos;) {
        keep(bytes.substr(0, end));
        finish_line();
        bytes.remove_prefix(end + 1);
    }
    keep(bytes);
}

void Lines::keep(std::string_view bytes) {
    const std::size_t room = longest + reserve - line_.size();
    cut_ = cut_ || bytes.size() > room;
    line_ += bytes.substr(0, room);
}

void Lines::finish_line() {
    if (line_.ends_with('\r')) line_.pop_back();
    std::string shown = redacted(line_);
    if (cut_) shown.resize(shown.size() - std::min(shown.size(), reserve));
    sink_(escaped(shown) + (cut_ ? "…" : ""));
    line_.clear();
    cut_ = false;
}

void Lines::end() {
    if (!line_.empty()) finish_line();
}

} // namespace varve::exec
