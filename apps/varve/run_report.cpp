#include "apps/varve/run_report.hpp"

#include "kernel/config/duration.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

nlohmann::ordered_json to_json(const Progress& progress, const RunResult& result) {
    auto steps = nlohmann::ordered_json::array();
    for (const Progress::DoneStep& step : progress.done())
        steps.push_back({{"version", step.version},
                         {"name", step.name},
                         {"direction", to_string(step.direction)},
                         {"duration_ms", step.duration.count()}});
    return {{"run_id", result.run_id},
            {"steps", std::move(steps)},
            {"duration_ms", result.duration.count()},
            {"remarks", progress.remarks()}};
}

} // namespace

void report_run(App& app, const RunResult& result) {
    if (app.json()) return app.print(to_json(app.progress(), result));
    if (result.steps_done == 0)
        return app.terminal().say("nothing to do: everything is up to date");
    std::size_t up = 0;
    for (const Progress::DoneStep& step : app.progress().done())
        up += step.direction == Direction::up ? 1 : 0;
    const std::size_t down = app.progress().done().size() - up;
    std::string line;
    if (up > 0)
        line = std::to_string(up) + (up == 1 ? " migration applied" : " migrations applied");
    if (down > 0)
        line = std::to_string(down) + (down == 1 ? " migration reverted" : " migrations reverted") +
               (line.empty() ? "" : ", " + line);
    app.terminal().say(line + " in " + readable(result.duration));
}

} // namespace varve
