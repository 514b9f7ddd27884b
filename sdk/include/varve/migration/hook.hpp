#pragma once

#include "varve/db/connection.hpp"
#include "varve/db/diagnosis.hpp"
#include "varve/error.hpp"
#include "varve/export.hpp"
#include "varve/migration/plan.hpp"

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

namespace varve {

/// What a hook answers before something happens.
struct Verdict {
    bool proceed = true;
    std::string reason = {};

    static Verdict go_on() { return {}; }
    static Verdict veto(std::string reason) { return {false, std::move(reason)}; }
};

/// The run that a hook is called in.
struct RunEvent {
    const Plan& plan;
    Connection& connection; ///< outside any transaction; leave it so
    std::string run_id;     ///< the same in every event, log row and log line of a run
    std::string who;        ///< "alice@build-7 pid 4711"
    std::string profile;    ///< may be empty
    std::string database;   ///< the URL without its password
    /// Of the call: asked when the run is asked to stop (SIGINT, SIGTERM) while the hook is at
    /// work. A hook that takes long ends then, and throws before something.
    std::stop_token stop = {};
};

/// What came of a run, or of a step.
struct Outcome {
    std::chrono::milliseconds duration{0};
    std::size_t steps_done = 0;
    const Error* error = nullptr; ///< nullptr: all went well
};

/// Code that runs around a run and around each step, in the order in which hooks are configured
/// (after something: in reverse). Steps are called outside their transactions. A hook that throws
/// before something stops it, as a veto does; one that throws afterwards undoes nothing, and the
/// program says so at its end and fails.
class VARVE_API Hook {
public:
    virtual ~Hook();

    virtual std::string_view name() const = 0;

    virtual Verdict before_run(const RunEvent& run);
    virtual Verdict before_step(const RunEvent& run, const Step& step);
    virtual void after_step(const RunEvent& run, const Step& step, const Outcome& outcome);
    virtual void after_run(const RunEvent& run, const Outcome& outcome);
    /// After a step, or the run before its first step, failed; `step` is nullptr for the latter.
    virtual void on_failure(const RunEvent& run, const Step* step, const Error& error);

    /// What the hook would find wrong here, for `varve doctor`: a diagnosis that all is well, or
    /// one for each finding. Runs in a transaction that is rolled back. Nothing by default.
    virtual std::vector<Diagnosis> diagnose(Connection& connection);
};

} // namespace varve
