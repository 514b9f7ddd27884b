#include "kernel/diagnose/examination.hpp"

#include "kernel/load/plugin_call.hpp"
#include "varve/secret.hpp"

#include <algorithm>

namespace varve {

using Severity = Diagnosis::Severity;

Diagnosis problem_of(const Error& error) {
    if (const auto* const database = dynamic_cast<const DatabaseError*>(&error)) {
        const DatabaseError::Facts& facts = database->facts();
        return {.severity = Severity::problem,
                .what = facts.message + (facts.detail.empty() ? "" : "; " + facts.detail),
                .remedy = facts.hint};
    }
    return {.severity = Severity::problem, .what = error.what()};
}

bool Examination::check(std::string_view subject, const Look& look, ExitCode code) {
    interruption_.stop_here("the examination was not ended");
    const std::size_t problems = count(Severity::problem);
    try {
        for (Diagnosis& diagnosis : guarded_call(subject, "being looked at", look))
            add(subject, std::move(diagnosis), code);
    } catch (const Error& error) {
        // A signal cancels what runs, and that is no finding.
        interruption_.stop_here("the examination was not ended");
        add(subject, problem_of(error), error.exit_code());
    }
    return count(Severity::problem) == problems;
}

void Examination::skip(std::string_view subject, std::string why) {
    add(subject, {.severity = Severity::unchecked, .what = std::move(why)}, ExitCode::done);
}

std::size_t Examination::count(Severity severity) const {
    return static_cast<std::size_t>(std::ranges::count(diagnoses_, severity, &Diagnosis::severity));
}

void Examination::add(std::string_view subject, Diagnosis diagnosis, ExitCode code) {
    const bool first = diagnosis.severity == Severity::problem && exit_code_ == ExitCode::done;
    if (first) exit_code_ = code;
    diagnosis.subject = subject;
    const bool is_finding =
        diagnosis.severity == Severity::problem || diagnosis.severity == Severity::warning;
    if (is_finding && diagnosis.remedy.empty()) {
        diagnosis.remedy = "put right what is named, and ask again:";
        diagnosis.command = "varve doctor";
    }
    for (std::string* const text :
         {&diagnosis.what, &diagnosis.remedy, &diagnosis.command, &diagnosis.sql})
        *text = redacted(*text); // while the secret lives
    diagnoses_.push_back(std::move(diagnosis));
}

} // namespace varve
