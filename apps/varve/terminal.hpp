#pragma once

#include "kernel/migrate/interruption.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

enum class Colour : std::uint8_t { automatic, always, never };
enum class Style : std::uint8_t { plain, strong, good, warning, bad, faint };

/// Standard output and error as a person or a program reads them: colour, progress and questions
/// only where there is a terminal.
class Terminal {
public:
    /// Makes sure that the three standard descriptors are open, so that no file of ours gets one of
    /// their numbers. Call first thing in main.
    static void secure_descriptors();

    /// `interruption` outlives it, and ends a question.
    explicit Terminal(const Interruption& interruption) : interruption_(interruption) {}

    void set_colour(Colour colour);
    void set_quiet(bool quiet) { quiet_ = quiet; }
    void set_progress(bool progress) { progress_ = progress; }

    /// To standard output, whole; what a command is asked for.
    void print(std::string_view text);
    /// A line about what is being done; to standard output, unless quiet or the output is JSON.
    void say(std::string_view line);
    bool talks() const { return !quiet_ && talking_; }
    void set_talking(bool talking) { talking_ = talking; }
    /// To standard error. What a terminal would obey in it, a server's escape sequence say, becomes
    /// a question mark.
    void warn(std::string_view line);
    void fail(std::string_view message);

    /// `text` in this style, for standard output.
    std::string styled(std::string_view text, Style style) const;

    /// Is there a terminal to show progress on?
    bool shows_progress() const;
    /// Shows a line that the next output replaces, where there is one.
    void progress(std::string_view line);

    /// Asks on the terminal; `otherwise` is the answer where nobody can be asked. Throws where a
    /// signal comes instead of an answer.
    bool ask(std::string_view question, bool otherwise);
    /// Is there a person to be asked, who sees what is printed?
    bool can_ask() const;
    /// What is typed behind `prompt`, up to the end of the line; nothing where the input has ended.
    /// Where one can ask only. Throws where a signal comes instead.
    std::optional<std::string> answer(std::string_view prompt);

    /// Did everything that was printed arrive? Where not, `what_failed` says why.
    bool flush();
    const std::string& what_failed() const { return failure_; }

private:
    void write(int descriptor, std::string_view text);
    void clear_progress();
    void wait_for_answer();

    const Interruption& interruption_;
    bool colour_out_ = false, colour_error_ = false;
    bool quiet_ = false, talking_ = true, progress_ = true;
    bool progress_shown_ = false;
    std::string failure_;
};

/// Rows of cells with aligned columns; the first row is the heading.
std::string table(const std::vector<std::vector<std::string>>& rows);

/// How wide `text` is on a terminal: escape sequences have no width, and UTF-8 characters one.
std::size_t display_width(std::string_view text);

} // namespace varve
