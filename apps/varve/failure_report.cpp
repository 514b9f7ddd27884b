#include "apps/varve/failure_report.hpp"

#include "kernel/migrate/step_failure.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

using Json = nlohmann::ordered_json;

void add_facts(Json& json, const DatabaseError::Facts& facts) {
    json["database"] = {{"kind", to_string(facts.kind)},
                        {"message", facts.message},
                        {"sqlstate", facts.sqlstate},
                        {"detail", facts.detail},
                        {"hint", facts.hint}};
}

const char* word(StepFailure::Aftermath aftermath) {
    switch (aftermath) {
    case StepFailure::Aftermath::rolled_back: return "rolled_back";
    case StepFailure::Aftermath::partial: return "partial";
    case StepFailure::Aftermath::again: return "again";
    case StepFailure::Aftermath::in_doubt: return "in_doubt";
    case StepFailure::Aftermath::applied: return "applied";
    case StepFailure::Aftermath::unknown: break;
    }
    return "unknown";
}

Json to_json(const Error& error) {
    Json json{{"message", error.what()}, {"exit_code", static_cast<int>(error.exit_code())}};
    if (const auto* const failure = dynamic_cast<const StepFailure*>(&error)) {
        const StepFailure::Facts& facts = failure->facts();
        json.update({{"version", facts.version},
                     {"name", facts.name},
                     {"file", facts.file},
                     {"line", facts.line},
                     {"statement", facts.statement},
                     {"statement_number", facts.statement_number},
                     {"statement_count", facts.statement_count},
                     {"aftermath", word(facts.aftermath)}});
        add_facts(json, facts.database);
    } else if (const auto* const database = dynamic_cast<const DatabaseError*>(&error)) {
        add_facts(json, database->facts());
    } else if (const auto* const plugin = dynamic_cast<const PluginError*>(&error)) {
        json["plugin"] = plugin->plugin();
    }
    return {{"error", std::move(json)}};
}

} // namespace

void report_failure(Terminal& terminal, const Error& error, bool json) {
    terminal.fail(error.what());
    if (json)
        terminal.print(to_json(error).dump(2, ' ', false, Json::error_handler_t::replace) + '\n');
}

} // namespace varve
