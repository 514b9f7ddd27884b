#include "apps/varve/terminal.hpp"

#include "kernel/valid_utf8.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace varve {

namespace {

bool terminal_wants_colour(int descriptor) {
    const char* const term = std::getenv("TERM");
    const bool dumb = term == nullptr || std::string_view(term) == "dumb";
    return ::isatty(descriptor) != 0 && !dumb && std::getenv("NO_COLOR") == nullptr;
}

constexpr std::string_view reset = "\033[0m";

std::string_view code(Style style) {
    switch (style) {
    case Style::plain: return "";
    case Style::strong: return "\033[1m";
    case Style::good: return "\033[32m";
    case Style::warning: return "\033[33m";
    case Style::bad: return "\033[31m";
    case Style::faint: break;
    }
    return "\033[2m";
}

std::string coloured(std::string_view text, Style style, bool on) {
    if (!on || style == Style::plain) return std::string(text);
    return std::string(code(style)).append(text).append(reset);
}

// The length of a sequence of ours at the front of `text`.
std::size_t style_length(std::string_view text) {
    for (const Style style : {Style::strong, Style::good, Style::warning, Style::bad, Style::faint})
        if (text.starts_with(code(style))) return code(style).size();
    return text.starts_with(reset) ? reset.size() : 0;
}

// The length of what a terminal would obey at the front of `text`: C0 but for new lines and tabs,
// DEL, and C1, as UTF-8 has it.
std::size_t control_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (byte(0) == 0xC2 && text.size() > 1 && byte(1) < 0xA0) return 2;
    const bool control = byte(0) < 0x20 || byte(0) == 0x7F;
    return control && text[0] != '\n' && text[0] != '\t' ? 1 : 0;
}

// What a server or a file's name says reaches the terminal as text, never as an order. Styles of
// ours stay.
std::string harmless(std::string_view message) {
    const std::string valid = valid_utf8(message);
    std::string result;
    for (std::string_view rest = valid; !rest.empty();) {
        const std::size_t control = control_length(rest);
        const std::size_t style = style_length(rest);
        const std::size_t length = std::max({control, style, std::size_t{1}});
        const bool line_end = rest == "\r" || rest.starts_with("\r\n");
        if (style > 0 || control == 0)
            result += rest.substr(0, length);
        else if (!line_end)
            result += '?';
        rest.remove_prefix(length);
    }
    return result;
}

} // namespace

void Terminal::secure_descriptors() {
    for (int descriptor = 0; descriptor <= 2; ++descriptor) {
        if (::fcntl(descriptor, F_GETFD) >= 0 || errno != EBADF) continue;
        // Opens the lowest free number, which is this one. A closed output must go on failing.
        const char* const stand_in = descriptor == 0 ? "/dev/null" : "/dev/full";
        static_cast<void>(::open(stand_in, descriptor == 0 ? O_RDONLY : O_WRONLY));
    }
}

void Terminal::set_colour(Colour colour) {
    colour_out_ = colour == Colour::always ||
                  (colour == Colour::automatic && terminal_wants_colour(STDOUT_FILENO));
    colour_error_ = colour == Colour::always ||
                    (colour == Colour::automatic && terminal_wants_colour(STDERR_FILENO));
}

void Terminal::write(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
            continue;
        }
        if (errno == EINTR) continue;
        if (errno == EAGAIN) {
            pollfd ready{descriptor, POLLOUT, 0};
            ::poll(&ready, 1, -1);
            continue;
        }
        if (descriptor == STDOUT_FILENO && failure_.empty())
            failure_ = std::generic_category().message(errno);
        return;
    }
}

void Terminal::clear_progress() {
    if (progress_shown_) write(STDERR_FILENO, "\r\033[K");
    progress_shown_ = false;
}

void Terminal::print(std::string_view text) {
    clear_progress();
    write(STDOUT_FILENO, text);
}

void Terminal::say(std::string_view line) {
    if (talks()) print(std::string(line) + '\n');
}

void Terminal::warn(std::string_view line) {
    clear_progress();
    write(STDERR_FILENO, "varve: " + coloured("warning", Style::warning, colour_error_) + ": " +
                             harmless(line) + '\n');
}

void Terminal::fail(std::string_view message) {
    clear_progress();
    write(STDERR_FILENO, "varve: " + coloured("error", Style::bad, colour_error_) + ": " +
                             harmless(message) + '\n');
}

std::string Terminal::styled(std::string_view text, Style style) const {
    return coloured(text, style, colour_out_);
}

bool Terminal::shows_progress() const {
    return progress_ && !quiet_ && ::isatty(STDERR_FILENO) != 0;
}

void Terminal::progress(std::string_view line) {
    if (!shows_progress()) return;
    winsize size{};
    ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size);
    const std::size_t width = size.ws_col > 1 ? size.ws_col - 1U : 79U;
    write(STDERR_FILENO,
          "\r\033[K" + coloured(harmless(line.substr(0, width)), Style::faint, colour_error_));
    progress_shown_ = true;
}

// A signal comes to another thread, so this one looks for it.
void Terminal::wait_for_answer() {
    constexpr int between_looks_ms = 50;
    pollfd typed{STDIN_FILENO, POLLIN, 0};
    while (::poll(&typed, 1, between_looks_ms) == 0) {
        if (!interruption_.requested()) continue;
        write(STDERR_FILENO, "\n");
        interruption_.stop_here("nothing was done");
    }
}

bool Terminal::ask(std::string_view question, bool otherwise) {
    if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDERR_FILENO) == 0) return otherwise;
    const std::string typed = answer(std::string(question) + " [y/N] ").value_or("");
    return typed == "y" || typed == "Y" || typed == "yes";
}

bool Terminal::can_ask() const {
    return talking_ && ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0 &&
           ::isatty(STDERR_FILENO) != 0;
}

std::optional<std::string> Terminal::answer(std::string_view prompt) {
    clear_progress();
    write(STDERR_FILENO, harmless(prompt));
    std::string typed;
    char letter = 0;
    for (wait_for_answer(); ::read(STDIN_FILENO, &letter, 1) == 1; wait_for_answer()) {
        if (letter == '\n') return typed;
        typed += letter;
    }
    return std::nullopt;
}

bool Terminal::flush() {
    clear_progress();
    return failure_.empty();
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\033') {
            i = std::min(text.find('m', i), text.size());
            continue;
        }
        const bool continues = (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
        if (!continues) ++width;
    }
    return width;
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], display_width(row[i]));
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i];
            if (i + 1 < row.size()) line.append(widths[i] - display_width(row[i]) + 2, ' ');
        }
        while (line.ends_with(' ')) line.pop_back();
        text += line + '\n';
    }
    return text;
}

} // namespace varve
