#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace varve::exec {

/// Cuts what a program writes into lines that can be shown: secrets are struck out; control
/// characters, and what is no UTF-8, are written as \xNN; of a line that has no end only the
/// beginning is kept, with "…" behind it.
class Lines {
public:
    using Sink = std::function<void(const std::string& line)>;
    static constexpr std::size_t longest = 4096; ///< bytes, of what the program wrote

    explicit Lines(Sink sink) : sink_(std::move(sink)) {}

    void add(std::string_view bytes);
    /// What is left is a line, too.
    void end();

private:
    void keep(std::string_view bytes);
    void finish_line();

    Sink sink_;
    std::string line_;
    bool cut_ = false;
};

/// The text with control characters, and bytes that are no UTF-8, as \xNN.
std::string escaped(std::string_view text);

} // namespace varve::exec
