#include "varve/testing/suite.hpp"

#include "varve/error.hpp"
#include "varve/testing/last_words.hpp"

#include <exception>
#include <iostream>
#include <map>
#include <utility>

#include <unistd.h>

namespace varve::testing {

namespace {

constexpr std::size_t most_shown = 80;

struct Skipped {
    std::string reason;
};

struct Ended {};

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
}

// A control character would break the line that the sentence is on.
std::string visible(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (code >= 0x20 && code != 0x7f)
            result += c;
        else
            result += "\\" + std::to_string(code);
    }
    return result;
}

void end(Result& result, Outcome outcome, std::string message) {
    result.outcome = outcome;
    result.message = std::move(message);
}

void guarded(const TestCase& test, Report& report, Result& result) {
    try {
        test.run(report);
    } catch (const Skipped& skipped) {
        end(result, Outcome::skipped, skipped.reason);
    } catch (const Ended&) {
        end(result, Outcome::failed, {}); // the report holds the reason
    } catch (const DatabaseError& error) {
        const std::string& statement = error.facts().statement;
        end(result, Outcome::failed,
            "the case was ended by a DatabaseError (" + std::string(to_string(error.kind())) +
                "): " + error.what() + (statement.empty() ? "" : ", in " + shown(statement)));
    } catch (const std::exception& error) {
        end(result, Outcome::failed,
            std::string("the case was ended by an error: ") + error.what());
    } catch (...) {
        end(result, Outcome::failed, "something was thrown that is no std::exception");
    }
}

void run_each(const Suite& suite, const std::string& path, const OnCase& on_case,
              const OnResult& on_result) {
    for (const TestCase& test : suite.cases) {
        std::string name = path + '/' + test.name;
        if (on_case) on_case(name);
        Result result = run(test);
        result.name = std::move(name);
        on_result(result);
    }
    for (const Suite& inner : suite.suites)
        run_each(inner, path + '/' + inner.name, on_case, on_result);
}

std::string text_of(const Result& result) {
    return std::string(to_string(result.outcome)) + ": " + result.name + '\n' + result.message +
           '\n';
}

} // namespace

std::string_view to_string(Outcome outcome) noexcept {
    switch (outcome) {
    case Outcome::passed: return "passed";
    case Outcome::failed: return "failed";
    case Outcome::skipped: return "skipped";
    case Outcome::hint: break;
    }
    return "hint";
}

std::string shown(std::string_view text) {
    if (text.size() <= most_shown) return '"' + visible(text) + '"';
    return '"' + visible(text.substr(0, most_shown)) + "…\" (" + std::to_string(text.size()) +
           " bytes)";
}

std::string shown(const Value& value) {
    return std::string(to_string(value.kind())) + ' ' + shown(std::string_view(value.to_string()));
}

std::string shown(Kind kind) {
    return std::string(to_string(kind));
}

std::string shown(bool value) {
    return value ? "true" : "false";
}

void Report::note(const std::string& sentence, Where where) {
    failures_.push_back(std::string(where.file_name()) + ':' + std::to_string(where.line()) + ": " +
                        sentence);
}

void Report::check(bool holds, std::string_view sentence, Where where) {
    if (!holds) note(std::string(sentence), where);
}

void Report::require(bool holds, std::string_view sentence, Where where) {
    if (!holds) fail(sentence, where);
}

void Report::fail(std::string_view sentence, Where where) {
    note(std::string(sentence), where);
    throw Ended{};
}

void Report::skip(std::string_view reason) {
    throw Skipped{std::string(reason)};
}

void Report::hint(std::string_view sentence) {
    hints_.emplace_back(sentence);
}

Result run(const TestCase& test) {
    Report report;
    Result result{.name = test.name};
    const auto start = std::chrono::steady_clock::now();
    guarded(test, report, result);
    result.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    if (!report.failures().empty()) {
        const std::string ending = result.message;
        result.outcome = Outcome::failed;
        result.message = joined(report.failures()) + (ending.empty() ? "" : "\n" + ending);
    } else if (result.outcome == Outcome::passed && !report.hints().empty()) {
        result.outcome = Outcome::hint;
        result.message = joined(report.hints());
    }
    return result;
}

std::vector<Result> run(const Suite& suite, const OnCase& on_case, const OnResult& on_result) {
    std::vector<Result> results;
    run_each(suite, suite.name, on_case, [&](const Result& result) {
        results.push_back(result);
        if (on_result) on_result(result);
    });
    return results;
}

int run_main(const Suite& suite) {
    LastWords last_words(STDOUT_FILENO);
    std::map<Outcome, std::size_t> counts;
    const auto begin = [&](const std::string& name) {
        last_words.set(text_of({name, Outcome::failed, ended_the_program}));
    };
    run_each(suite, suite.name, begin, [&](const Result& result) {
        ++counts[result.outcome];
        if (result.outcome == Outcome::failed || result.outcome == Outcome::hint)
            std::cout << text_of(result) << std::flush;
    });
    for (const auto& [outcome, count] : counts)
        std::cout << count << ' ' << to_string(outcome) << '\n';
    return counts.contains(Outcome::failed) || counts.empty() ? 1 : 0;
}

std::size_t count_cases(const Suite& suite) noexcept {
    std::size_t count = suite.cases.size();
    for (const Suite& inner : suite.suites) count += count_cases(inner);
    return count;
}

} // namespace varve::testing
