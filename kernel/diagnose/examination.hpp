#pragma once

#include "kernel/migrate/interruption.hpp"
#include "varve/db/diagnosis.hpp"
#include "varve/error.hpp"
#include "varve/export.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// Collects what checks find, one after the other; none that fails hides another.
class VARVE_API Examination {
public:
    using Look = std::function<std::vector<Diagnosis>()>;

    /// `interruption` outlives it.
    explicit Examination(const Interruption& interruption) : interruption_(interruption) {}

    /// Looks, and says whether no problem was found. What is thrown is a problem; one that is
    /// returned ends the program with `code`.
    bool check(std::string_view subject, const Look& look, ExitCode code = ExitCode::failed);
    /// Says why something is not looked at.
    void skip(std::string_view subject, std::string why);

    const std::vector<Diagnosis>& diagnoses() const noexcept { return diagnoses_; }
    std::size_t count(Diagnosis::Severity severity) const;
    /// That of the first problem, at which a run would stop; done where there is none.
    ExitCode exit_code() const noexcept { return exit_code_; }

private:
    void add(std::string_view subject, Diagnosis diagnosis, ExitCode code);

    const Interruption& interruption_;
    std::vector<Diagnosis> diagnoses_;
    ExitCode exit_code_ = ExitCode::done;
};

/// The problem that an error tells of.
Diagnosis problem_of(const Error& error);

} // namespace varve
