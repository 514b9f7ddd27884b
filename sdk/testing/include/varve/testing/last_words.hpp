#pragma once

#include <array>
#include <cstddef>
#include <string>

namespace varve::testing {

/// What is written to a descriptor if the program crashes or aborts while this lives: what a test
/// found is not lost with the plugin that is tested. The program then ends as it would have
/// without it. One at a time.
class LastWords {
public:
    explicit LastWords(int descriptor);
    LastWords(const LastWords&) = delete;
    LastWords& operator=(const LastWords&) = delete;
    ~LastWords();

    /// In the place of what was set before.
    void set(std::string text);

private:
    std::array<std::string, 2> texts_; ///< one is ready to be written while the other is made
    std::size_t ready_ = 0;
};

/// The sentence about the case in which the program ended.
inline constexpr const char* ended_the_program =
    "this case ended the program, by a crash or an abort; what comes behind it was not tried";

} // namespace varve::testing
