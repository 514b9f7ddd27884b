#include "event.hpp"

#include "varve/secret.hpp"

#include <nlohmann/json.hpp>

namespace varve::exec {

namespace {

using Json = nlohmann::ordered_json;

constexpr int format = 1;
constexpr std::size_t longest_fact = 4096; // a system takes no variable of any length

const char* word(Direction direction) {
    return direction == Direction::up ? "up" : "down";
}

const char* word(StepMode mode) {
    switch (mode) {
    case StepMode::transaction: return "transaction";
    case StepMode::journal: return "journal";
    case StepMode::record: break;
    }
    return "record";
}

const char* word(TransactionScope scope) {
    switch (scope) {
    case TransactionScope::each: return "each";
    case TransactionScope::all: return "all";
    case TransactionScope::none: break;
    }
    return "none";
}

Json to_json(const Step& step) {
    Json losses = Json::array();
    for (const Finding& loss : step.losses)
        losses.push_back({{"rule", loss.rule}, {"reason", loss.reason}});
    return {{"version", step.version.text()}, {"name", step.name},
            {"origin", step.origin},          {"direction", word(step.direction)},
            {"mode", word(step.mode)},        {"losses", std::move(losses)}};
}

Json to_json(const std::vector<Step>& steps) {
    Json list = Json::array();
    for (const Step& step : steps) list.push_back(to_json(step));
    return list;
}

const Error* error_of(const Event& event) {
    if (event.error != nullptr) return event.error;
    return event.outcome == nullptr ? nullptr : event.outcome->error;
}

} // namespace

std::string json_of(const Event& event) {
    const RunEvent& run = event.run;
    Json json{{"format", format},
              {"point", to_string(event.point)},
              {"run_id", run.run_id},
              {"who", run.who},
              {"profile", run.profile},
              {"database", run.database},
              {"dialect", run.plan.dialect},
              {"direction", word(run.plan.direction)},
              {"transaction", word(run.plan.scope)},
              {"steps", to_json(run.plan.steps)}};
    if (event.step != nullptr) json["step"] = to_json(*event.step);
    if (const Outcome* const outcome = event.outcome)
        json["outcome"] = {{"duration_ms", outcome->duration.count()},
                           {"steps_done", outcome->steps_done}};
    if (const Error* const error = error_of(event))
        json["error"] = {{"message", redacted(error->what())},
                         {"exit_code", static_cast<int>(error->exit_code())}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::map<std::string, std::string> facts_of(const Event& event) {
    const RunEvent& run = event.run;
    std::map<std::string, std::string> facts{
        {"VARVE_POINT", to_string(event.point).data()},
        {"VARVE_RUN_ID", run.run_id},
        {"VARVE_WHO", run.who},
        {"VARVE_PROFILE", run.profile},
        {"VARVE_DATABASE", run.database},
        {"VARVE_DIALECT", run.plan.dialect},
        {"VARVE_DIRECTION", word(run.plan.direction)},
        {"VARVE_STEPS", std::to_string(run.plan.steps.size())}};
    if (const Step* const step = event.step) {
        facts.emplace("VARVE_STEP_VERSION", step->version.text());
        facts.emplace("VARVE_STEP_NAME", step->name);
    }
    if (const Outcome* const outcome = event.outcome) {
        facts.emplace("VARVE_DURATION_MS", std::to_string(outcome->duration.count()));
        facts.emplace("VARVE_STEPS_DONE", std::to_string(outcome->steps_done));
    }
    if (const Error* const error = error_of(event)) {
        facts.emplace("VARVE_ERROR", redacted(error->what()).substr(0, longest_fact));
        facts.emplace("VARVE_EXIT_CODE", std::to_string(static_cast<int>(error->exit_code())));
    }
    return facts;
}

} // namespace varve::exec
