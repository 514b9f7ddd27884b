#include "exec_hook.hpp"

#include "lines.hpp"

#include "varve/duration.hpp"
#include "varve/error.hpp"
#include "varve/log.hpp"
#include "varve/process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <unistd.h>

namespace varve::exec {

namespace {

constexpr int veto_code = 10;

// Of our own environment, what a program needs to find its way about: what may hold secrets of ours
// must be passed by name.
bool is_harmless(std::string_view name) {
    constexpr std::array<std::string_view, 10> harmless{
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TERM", "TMPDIR"};
    return name.starts_with("LC_") || std::ranges::find(harmless, name) != harmless.end();
}

std::vector<std::string> environment_for(const Script& script, const Event& event) {
    std::map<std::string, std::string> variables = facts_of(event);
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view line(*entry);
        const std::string name(line.substr(0, line.find('=')));
        const bool passes =
            is_harmless(name) || std::ranges::find(script.pass, name) != script.pass.end();
        if (passes && name.size() < line.size())
            variables.emplace(name, line.substr(name.size() + 1));
    }
    std::vector<std::string> result;
    for (const auto& [name, value] : variables) result.push_back(name + '=' + value);
    return result;
}

/// How a script ended, and the last that it said: on standard error, or else on standard output.
struct Answer {
    Ending ending;
    std::string said;
};

std::string named(const Script& script) {
    return "hook 'exec': script '" + script.name + '\'';
}

std::string quoted_last(const std::string& said) {
    return said.empty() ? "" : ": " + said;
}

Answer call(const Script& script, const Event& event) {
    std::string last_output, last_error;
    const auto lines = [&](log::Level level, std::string& last) {
        return Lines([&script, level, &last](const std::string& line) {
            if (!line.empty()) last = line;
            log::write(level, script.name + ": " + line);
        });
    };
    Lines output = lines(log::Level::info, last_output);
    Lines error = lines(log::Level::warning, last_error);
    const Program program{.file = script.program,
                          .arguments = script.arguments,
                          .environment = environment_for(script, event),
                          .folder = script.folder,
                          .input = json_of(event),
                          .timeout = script.timeout};
    try {
        const Ending ending =
            run_program(program, event.run.stop, [&](Stream stream, std::string_view bytes) {
                (stream == Stream::output ? output : error).add(bytes);
            });
        output.end();
        error.end();
        return {ending, last_error.empty() ? last_output : last_error};
    } catch (const std::system_error& failure) {
        const bool unknown = failure.code() == std::errc::executable_format_error;
        throw Error(named(script) + " cannot be started: " + failure.code().message() +
                    (unknown ? "; a script begins with #! and its interpreter" : ""));
    }
}

// Of one that neither went well nor said no.
std::string failure(const Script& script, const Answer& answer) {
    const auto& [ending, said] = answer;
    const std::string how = named(script);
    if (ending.cause == Ending::Cause::timeout)
        return how + " was ended, for it took longer than " + readable(script.timeout) +
               "; if it may, raise exec." + script.name + ".timeout" + quoted_last(said);
    if (ending.cause == Ending::Cause::stop) return how + " was told to stop" + quoted_last(said);
    if (ending.signal != 0)
        return how + " was ended by signal " + std::to_string(ending.signal) + " (" +
               ::strsignal(ending.signal) + ')' + quoted_last(said);
    return how + " ended with exit code " + std::to_string(ending.exit_code) + quoted_last(said);
}

bool went_well(const Ending& ending) {
    return ending.cause == Ending::Cause::own && ending.signal == 0 && ending.exit_code == 0;
}

bool said_no(const Ending& ending) {
    return ending.cause == Ending::Cause::own && ending.exit_code == veto_code;
}

} // namespace

std::vector<const Script*> ExecHook::scripts_at(Point point) const {
    std::vector<const Script*> found;
    for (const Script& script : scripts_)
        if (std::ranges::find(script.points, point) != script.points.end())
            found.push_back(&script);
    return found;
}

Verdict ExecHook::ask(const Event& event) const {
    for (const Script* const script : scripts_at(event.point)) {
        const Answer answer = call(*script, event);
        if (went_well(answer.ending)) continue;
        if (!said_no(answer.ending)) throw Error(failure(*script, answer));
        return Verdict::veto(
            "script '" + script->name +
            (answer.said.empty() ? "' said no, and not why" : "': " + answer.said));
    }
    return Verdict::go_on();
}

// One that fails does not keep the others from being told.
void ExecHook::tell(const Event& event) const {
    std::string failures;
    for (const Script* const script : scripts_at(event.point)) {
        try {
            const Answer answer = call(*script, event);
            if (went_well(answer.ending)) continue;
            failures += (failures.empty() ? "" : "; ") + failure(*script, answer);
        } catch (const Error& error) {
            failures += (failures.empty() ? "" : "; ") + std::string(error.what());
        }
    }
    if (!failures.empty()) throw Error(failures);
}

Verdict ExecHook::before_run(const RunEvent& run) {
    return ask({Point::before_run, run});
}
Verdict ExecHook::before_step(const RunEvent& run, const Step& step) {
    return ask({Point::before_step, run, &step});
}
void ExecHook::after_step(const RunEvent& run, const Step& step, const Outcome& outcome) {
    tell({Point::after_step, run, &step, &outcome});
}
void ExecHook::after_run(const RunEvent& run, const Outcome& outcome) {
    tell({Point::after_run, run, nullptr, &outcome});
}
void ExecHook::on_failure(const RunEvent& run, const Step* step, const Error& error) {
    tell({Point::on_failure, run, step, nullptr, &error});
}

} // namespace varve::exec
