#include "apps/varve/run_report.hpp"

#include "apps/varve/step_counts.hpp"
#include "varve/duration.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

nlohmann::ordered_json to_json(const Progress& progress, const RunResult& result) {
    auto steps = nlohmann::ordered_json::array();
    for (const Progress::DoneStep& step : progress.done())
        steps.push_back({{"version", step.version},
                         {"name", step.name},
                         {"direction", to_string(step.direction)},
                         {"repeatable", step.repeatable},
                         {"duration_ms", step.duration.count()}});
    return {{"run_id", result.run_id},
            {"steps", std::move(steps)},
            {"duration_ms", result.duration.count()},
            {"remarks", progress.remarks()},
            {"hook_failures", result.hook_failures},
            {"synchronized", result.synchronized},
            {"snapshot_failure", result.snapshot_failure}};
}

std::string in_words(const Progress& progress, const RunResult& result) {
    const std::size_t made = result.synchronized.size();
    std::string words =
        result.steps_done == 0 && made == 0 ? "nothing to do: everything is up to date" : "";
    if (result.steps_done > 0)
        words = in_words(count_steps(progress.done())) + " in " + readable(result.duration);
    if (made > 0)
        words += (words.empty() ? "" : "\n") + std::to_string(made) +
                 (made == 1 ? " statement" : " statements") + " synchronized with the entities";
    return words;
}

} // namespace

ExitCode report_run(App& app, const RunResult& result) {
    const bool well = result.hook_failures.empty() && result.snapshot_failure.empty();
    const ExitCode code = well ? ExitCode::done : ExitCode::failed;
    if (app.json()) {
        app.print(to_json(app.progress(), result));
        return code;
    }
    for (const std::string& statement : result.synchronized)
        app.terminal().say("  synchronized  " + statement.substr(0, statement.find('\n')));
    app.terminal().say(in_words(app.progress(), result));
    if (!result.hook_failures.empty())
        app.terminal().fail("a hook failed afterwards; the migrations are done and recorded");
    if (!result.snapshot_failure.empty())
        app.terminal().fail(result.snapshot_failure +
                            "; the migrations are done and recorded. Put it right, and write it "
                            "with 'varve schema dump'");
    return code;
}

} // namespace varve
