#include "kernel/migrate/plan_file.hpp"

#include "varve/error.hpp"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace varve {

namespace {

using Json = nlohmann::ordered_json;

constexpr int known_format = 1;

const char* word(StepMode mode) {
    switch (mode) {
    case StepMode::transaction: return "transaction";
    case StepMode::journal: return "journal";
    case StepMode::record: break;
    }
    return "record";
}

const char* word(LockLevel level) {
    switch (level) {
    case LockLevel::none: return "none";
    case LockLevel::blocks_schema: return "blocks_schema";
    case LockLevel::blocks_writes: return "blocks_writes";
    case LockLevel::blocks_all: break;
    }
    return "blocks_all";
}

template <class Enum>
Enum chosen(const Json& json, std::string_view name,
            std::initializer_list<std::pair<std::string_view, Enum>> choices) {
    const std::string text = json.at(std::string(name));
    for (const auto& [choice, value] : choices)
        if (choice == text) return value;
    throw ConfigError("the plan's " + std::string(name) + " is unknown: " + text);
}

const char* word(TransactionScope scope) {
    return scope == TransactionScope::each  ? "each"
           : scope == TransactionScope::all ? "all"
                                            : "none";
}
const char* word(OutOfOrder policy) {
    return policy == OutOfOrder::error ? "error" : policy == OutOfOrder::skip ? "skip" : "apply";
}
const char* word(Effect effect) {
    return effect == Effect::run ? "run" : "record";
}

Json optional_version(const std::optional<Version>& version) {
    return version ? Json(version->text()) : Json(nullptr);
}
Json optional_count(const std::optional<std::size_t>& count) {
    return count ? Json(*count) : Json(nullptr);
}

Json to_json(const PlanRequest& request) {
    if (request.direction == Direction::up)
        return {{"direction", "up"},
                {"target", optional_version(request.up.target)},
                {"steps", optional_count(request.up.steps)},
                {"transaction", word(request.up.scope)},
                {"effect", word(request.up.effect)},
                {"out_of_order", word(request.up.out_of_order)},
                {"allow", request.up.allows}};
    return {{"direction", "down"},
            {"target", optional_version(request.down.target)},
            {"steps", optional_count(request.down.steps)},
            {"transaction", word(request.down.scope)},
            {"effect", word(request.down.effect)}};
}

template <class Request> void read_common(const Json& json, Request& request) {
    if (!json.at("target").is_null())
        request.target = Version(json.at("target").get<std::string>());
    request.steps.reset();
    if (!json.at("steps").is_null()) request.steps = json.at("steps").get<std::size_t>();
    request.scope = chosen<TransactionScope>(json, "transaction",
                                             {{"each", TransactionScope::each},
                                              {"all", TransactionScope::all},
                                              {"none", TransactionScope::none}});
    request.effect =
        chosen<Effect>(json, "effect", {{"run", Effect::run}, {"record", Effect::record}});
}

PlanRequest request_of(const Json& json) {
    PlanRequest request;
    request.direction =
        chosen<Direction>(json, "direction", {{"up", Direction::up}, {"down", Direction::down}});
    if (request.direction == Direction::down) {
        read_common(json, request.down);
        return request;
    }
    read_common(json, request.up);
    request.up.out_of_order = chosen<OutOfOrder>(
        json, "out_of_order",
        {{"error", OutOfOrder::error}, {"skip", OutOfOrder::skip}, {"apply", OutOfOrder::apply}});
    json.at("allow").get_to(request.up.allows);
    return request;
}

Json to_json(const std::vector<Finding>& losses) {
    Json list = Json::array();
    for (const Finding& loss : losses)
        list.push_back({{"rule", loss.rule}, {"reason", loss.reason}});
    return list;
}

Json to_json(const PlannedStatement& statement) {
    return {{"line", statement.source.line},
            {"summary", statement.traits.summary},
            {"lock", word(statement.traits.lock)},
            {"sql", statement.source.text},
            {"losses", to_json(statement.traits.losses)}};
}

Json to_json(const Step& step) {
    Json statements = Json::array();
    for (const PlannedStatement& statement : step.statements)
        statements.push_back(to_json(statement));
    return {{"version", step.version.text()},
            {"name", step.name},
            {"origin", step.origin},
            {"direction", to_string(step.direction)},
            {"mode", word(step.mode)},
            {"resume_at", step.resume_at},
            {"checksum", step.checksums.bytes},
            {"tokens", step.checksums.tokens},
            {"losses", to_json(step.losses)},
            {"statements", std::move(statements)}};
}

// What of two plans is compared; the rest is for people.
Json essence(const Json& plan) {
    Json result = plan;
    result.erase("warnings");
    result.erase("request");
    return result;
}

} // namespace

Json plan_to_json(const Plan& plan, const PlanRequest& request) {
    Json steps = Json::array();
    for (const Step& step : plan.steps) steps.push_back(to_json(step));
    return {{"varve_plan", known_format},
            {"request", to_json(request)},
            {"direction", to_string(plan.direction)},
            {"dialect", plan.dialect},
            {"transaction", word(plan.scope)},
            {"history", plan.history},
            {"warnings", plan.warnings},
            {"steps", std::move(steps)}};
}

PlanFile read_plan_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw ConfigError("the plan " + file.string() +
                          " cannot be read: " + std::generic_category().message(errno));
    PlanFile result{{}, std::string{std::istreambuf_iterator<char>(stream), {}}};
    try {
        const Json json = Json::parse(result.text);
        if (json.at("varve_plan").get<int>() != known_format)
            throw ConfigError(file.string() +
                              " is a plan of another format; make it anew with 'varve plan --out'");
        result.request = request_of(json.at("request"));
    } catch (const nlohmann::json::exception&) {
        throw ConfigError(file.string() + " is no plan; 'varve plan --out FILE' writes one");
    }
    return result;
}

void write_plan_file(const std::filesystem::path& file, const Plan& plan,
                     const PlanRequest& request) {
    // Secrets are not struck out of the statements: the plan is compared with one that is made
    // anew, perhaps with another password.
    const std::filesystem::path unfinished = file.string() + ".part";
    {
        std::ofstream stream(unfinished, std::ios::binary | std::ios::trunc);
        stream << plan_to_json(plan, request).dump(2) << '\n';
        stream.flush();
        if (!stream) {
            const int reason = errno;
            std::error_code ignored;
            std::filesystem::remove(unfinished, ignored);
            throw Error("the plan cannot be written to " + file.string() + ": " +
                        std::generic_category().message(reason));
        }
    }
    std::filesystem::rename(unfinished, file);
}

void require_same_plan(const PlanFile& file, const Plan& now) {
    const Json before = Json::parse(file.text);
    const Json after = plan_to_json(now, file.request);
    if (essence(before) == essence(after)) return;
    std::string what = "the migrations are not what they were";
    if (before.at("history") != after.at("history"))
        what = "the database's history is not what it was";
    else if (before.at("dialect") != after.at("dialect"))
        what = "it was made for " + before.at("dialect").get<std::string>();
    throw MigrationError(
        "refused: the plan is out of date (" + what +
            "); nothing was run. Make it anew with 'varve plan --out' and review it",
        ExitCode::refused);
}

} // namespace varve
