#pragma once

#include "support/process.hpp"

#include <unistd.h>

namespace varve::test {

/// An open file descriptor, closed when it goes.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) noexcept : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }

    int get() const noexcept { return number_; }
    explicit operator bool() const noexcept { return number_ >= 0; }
    void close() noexcept {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

private:
    int number_ = -1;
};

/// A program that was just started, and our ends of its streams.
struct Launched {
    pid_t pid = -1;
    Descriptor exit;   ///< readable when it has ended
    Descriptor input;  ///< empty where it reads nothing of ours
    Descriptor output; ///< empty where its output goes elsewhere
    Descriptor error;
    Descriptor terminal; ///< ours; a program whose terminal goes is hung up, even as it ends
};

/// Throws std::system_error, also where the program is not found.
Launched launch(const Command& command);

} // namespace varve::test
