#include "fault/fault.hpp"

#include "fault/action.hpp"

#include <array>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <optional>
#include <unistd.h>

namespace varve::fault {

thread_local const Execution* current = nullptr;

namespace {

std::string_view environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

[[noreturn]] void refuse(const char* name, std::string_view value) {
    std::fprintf(stderr, "libvarve_fault: %s is not understood: %.*s\n", name,
                 static_cast<int>(value.size()), value.data());
    ::_exit(97);
}

Point point_of(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, Point>, 6> words{
        {{"before", Point::before},
         {"during", Point::during},
         {"write", Point::write},
         {"sync", Point::sync},
         {"after", Point::after},
         {"enospc", Point::disk_full}}};
    for (const auto& [name, point] : words)
        if (name == word) return point;
    return Point::none;
}

/// What VARVE_FAULT asks for.
struct Request {
    Point point = Point::none;
    std::string text;
    std::size_t count = 1;
};

/// Takes ":<n>" from the end, where it is there.
void take_count(Request& request) {
    const auto colon = request.text.rfind(':');
    if (colon == std::string::npos || colon + 1 == request.text.size()) return;
    const char* const end = request.text.data() + request.text.size();
    std::size_t count = 0;
    const auto [stop, error] = std::from_chars(request.text.data() + colon + 1, end, count);
    if (error != std::errc() || stop != end || count == 0) return;
    request.count = count;
    request.text.resize(colon);
}

Request parse_request() {
    const std::string_view text = environment("VARVE_FAULT");
    if (text.empty()) return {};
    const auto colon = text.find(':');
    Request request{point_of(text.substr(0, colon)), {}, 1};
    if (colon == std::string_view::npos || request.point == Point::none)
        refuse("VARVE_FAULT", text);
    request.text = text.substr(colon + 1);
    take_count(request);
    return request;
}

class State {
public:
    const Request request = parse_request();
    const std::optional<Action> action = parse_action(environment("VARVE_FAULT_ACTION"));
    const std::string trace_file{environment("VARVE_FAULT_TRACE")};
    std::atomic<std::size_t> matches = 0;
    std::atomic<bool> happened = false;
};

/// Never destroyed: statements run until the very end of a program.
State& state() {
    static State& one = *new State;
    return one;
}

/// A wrong word should end the program before it does anything.
[[gnu::constructor]] void read_environment() {
    if (!state().action) refuse("VARVE_FAULT_ACTION", environment("VARVE_FAULT_ACTION"));
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '\n')
            result += "\\n";
        else if (c == '\r')
            result += "\\r";
        else if (c == '\\')
            result += "\\\\";
        else
            result += c;
    }
    return result;
}

} // namespace

Point point() {
    return state().request.point;
}

std::chrono::milliseconds moment() {
    const std::string_view text = environment("VARVE_FAULT_DELAY");
    if (text.empty()) return std::chrono::milliseconds(5);
    unsigned milliseconds = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, milliseconds);
    if (error != std::errc() || stop != end) refuse("VARVE_FAULT_DELAY", text);
    return std::chrono::milliseconds(milliseconds);
}

Execution start(const char* database, std::string_view text) {
    trace(database, "start", text);
    const Request& request = state().request;
    Execution result{std::string(text), database, false};
    if (request.point == Point::none || request.point == Point::disk_full) return result;
    if (text.find(request.text) != std::string_view::npos)
        result.chosen = ++state().matches == request.count;
    return result;
}

void reach(Point reached, const Execution& execution) {
    if (!execution.chosen || reached != point() || state().happened.exchange(true)) return;
    trace(execution.database, "fault", execution.text);
    perform(*state().action);
}

bool disk_is_full(int descriptor) {
    if (point() != Point::disk_full) return false;
    std::array<char, 4096> path;
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const ssize_t size = ::readlink(link.c_str(), path.data(), path.size());
    if (size <= 0) return false;
    const std::string_view file(path.data(), static_cast<std::size_t>(size));
    if (file.find(state().request.text) == std::string_view::npos) return false;
    if (++state().matches < state().request.count) return false;
    if (!state().happened.exchange(true)) trace("file", "fault", file);
    return true;
}

void trace(const char* database, const char* event, std::string_view text) {
    if (state().trace_file.empty()) return;
    const std::string line = std::string(database) + '\t' + event + '\t' + escaped(text) + '\n';
    const int file =
        ::open(state().trace_file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    // One write, so that lines of several processes do not mix.
    const bool written = ::write(file, line.data(), line.size()) >= 0;
    if (!written) refuse("VARVE_FAULT_TRACE", state().trace_file);
    ::close(file);
}

int& Inside::depth() {
    static thread_local int depth = 0;
    return depth;
}

void* find_real(const char* function, const char* library) {
    if (void* const next = ::dlsym(RTLD_NEXT, function)) return next;
    void* const loaded = ::dlopen(library, RTLD_LAZY | RTLD_NOLOAD);
    if (void* const found = loaded == nullptr ? nullptr : ::dlsym(loaded, function)) return found;
    std::fprintf(stderr, "libvarve_fault: no %s in %s\n", function, library);
    ::_exit(97);
}

} // namespace varve::fault
