#include "varve/testing/last_words.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <cstddef>
#include <utility>

#include <unistd.h>

namespace varve::testing {

namespace {

constexpr std::array faults{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

std::atomic<const std::string*> words = nullptr;
int output = STDOUT_FILENO;
std::array<struct sigaction, faults.size()> before;
// A stack that has run over has no room for the handler.
alignas(std::max_align_t) std::array<char, 65536> stack;
stack_t stack_before{};

// Only what is safe in a handler; whoever was there before gets the signal again.
void speak(int signal) {
    if (const std::string* const text = words.exchange(nullptr)) {
        for (std::size_t at = 0; at < text->size();) {
            const ssize_t written = ::write(output, text->data() + at, text->size() - at);
            if (written <= 0) break;
            at += static_cast<std::size_t>(written);
        }
    }
    for (std::size_t i = 0; i < faults.size(); ++i)
        if (faults[i] == signal) ::sigaction(signal, &before[i], nullptr);
    ::raise(signal);
}

} // namespace

LastWords::LastWords(int descriptor) {
    output = descriptor;
    const stack_t room{.ss_sp = stack.data(), .ss_flags = 0, .ss_size = stack.size()};
    ::sigaltstack(&room, &stack_before);
    struct sigaction action {};
    action.sa_handler = &speak;
    action.sa_flags = SA_ONSTACK;
    for (std::size_t i = 0; i < faults.size(); ++i) ::sigaction(faults[i], &action, &before[i]);
}

LastWords::~LastWords() {
    words = nullptr;
    for (std::size_t i = 0; i < faults.size(); ++i) ::sigaction(faults[i], &before[i], nullptr);
    ::sigaltstack(&stack_before, nullptr);
}

void LastWords::set(std::string text) {
    ready_ = 1 - ready_;
    texts_[ready_] = std::move(text);
    words = &texts_[ready_];
}

} // namespace varve::testing
