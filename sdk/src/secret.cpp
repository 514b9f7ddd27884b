#include "varve/secret.hpp"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace varve {

namespace {

constexpr std::size_t shortest_struck_out = 3;

// Every living secret, so that `redacted` knows what to look for. Never destroyed: secrets with
// static storage may outlive any object here.
struct Registry {
    std::mutex mutex;
    std::vector<std::string> texts;
};

Registry& registry() {
    static auto* const instance = new Registry;
    return *instance;
}

void enroll(const std::string& text) {
    if (text.size() < shortest_struck_out) return;
    const std::lock_guard lock(registry().mutex);
    registry().texts.push_back(text);
}

void wipe(std::string& text) noexcept {
    // Through volatile, or the compiler leaves out writes to memory that is about to be freed.
    volatile char* bytes = text.data();
    for (std::size_t i = 0; i < text.size(); ++i) bytes[i] = 0;
    text.clear();
}

void withdraw(const std::string& text) noexcept {
    if (text.size() < shortest_struck_out) return;
    const std::lock_guard lock(registry().mutex);
    auto& texts = registry().texts;
    const auto found = std::ranges::find(texts, text);
    if (found == texts.end()) return;
    wipe(*found);
    texts.erase(found);
}

} // namespace

Secret::Secret(std::string text) : text_(std::move(text)) {
    enroll(text_);
}
Secret::Secret(const Secret& other) : text_(other.text_) {
    enroll(text_);
}
Secret::Secret(Secret&& other) noexcept : text_(std::exchange(other.text_, {})) {}

Secret& Secret::operator=(Secret other) noexcept {
    std::swap(text_, other.text_);
    return *this;
}

Secret::~Secret() {
    withdraw(text_);
    wipe(text_);
}

std::string redacted(std::string_view text) {
    std::string result(text);
    const std::lock_guard lock(registry().mutex);
    for (const std::string& secret : registry().texts) {
        for (std::size_t at = 0; (at = result.find(secret, at)) != std::string::npos; at += 3)
            result.replace(at, secret.size(), "***");
    }
    return result;
}

} // namespace varve
