#include "kernel/migrate/plan_file.hpp"

#include "kernel/text_file.hpp"
#include "varve/error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <system_error>

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

const char* word(StatementTraits::Kind kind) {
    switch (kind) {
    case StatementTraits::Kind::query: return "query";
    case StatementTraits::Kind::dml: return "dml";
    case StatementTraits::Kind::ddl: return "ddl";
    case StatementTraits::Kind::setting: return "setting";
    case StatementTraits::Kind::other: break;
    }
    return "other";
}

template <class Enum>
Enum chosen(const Json& json, std::string_view name,
            std::initializer_list<std::pair<std::string_view, Enum>> choices) {
    const std::string text = json.at(std::string(name));
    for (const auto& [choice, value] : choices)
        if (choice == text) return value;
    throw ConfigError("the plan is damaged: its '" + std::string(name) + "' is '" + text +
                      "'; make it anew with 'varve plan --out'");
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
            {"effect", word(request.down.effect)},
            {"allow", request.down.allows}};
}

template <class Request> void read_common(const Json& json, Request& request) {
    if (!json.at("target").is_null())
        request.target = Version(json.at("target").get<std::string>());
    request.steps.reset();
    if (!json.at("steps").is_null())
        request.steps = json.at("steps").get_ref<const Json::number_unsigned_t&>();
    request.scope = chosen<TransactionScope>(json, "transaction",
                                             {{"each", TransactionScope::each},
                                              {"all", TransactionScope::all},
                                              {"none", TransactionScope::none}});
    request.effect =
        chosen<Effect>(json, "effect", {{"run", Effect::run}, {"record", Effect::record}});
    json.at("allow").get_to(request.allows);
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
    return request;
}

Json to_json(const std::vector<Finding>& losses) {
    Json list = Json::array();
    for (const Finding& loss : losses)
        list.push_back({{"rule", loss.rule}, {"reason", loss.reason}});
    return list;
}

Json to_json(const std::optional<Execution>& execution) {
    if (!execution) return nullptr;
    if (execution->method.empty()) return {{"objection", execution->objection}};
    return {{"method", execution->method}, {"lock", word(execution->lock)}};
}

Json to_json(const PlannedStatement& statement) {
    return {{"line", statement.source.line},
            {"summary", statement.traits.summary},
            {"kind", word(statement.traits.kind)},
            {"lock", word(statement.traits.lock)},
            {"execution", to_json(statement.execution)},
            {"sql", statement.source.text},
            {"losses", to_json(statement.traits.losses)}};
}

Json to_json(const Step& step) {
    Json statements = Json::array();
    for (const PlannedStatement& statement : step.statements)
        statements.push_back(to_json(statement));
    Json expectations = Json::array();
    for (const PlannedStatement& expectation : step.expectations)
        expectations.push_back(
            {{"line", expectation.source.line}, {"sql", expectation.source.text}});
    return {{"version", step.version.text()},
            {"name", step.name},
            {"origin", step.origin},
            {"direction", to_string(step.direction)},
            {"mode", word(step.mode)},
            {"native", step.native.has_value()},
            {"repeatable", step.repeatable},
            {"joined", step.joined},
            {"resume_at", step.resume_at},
            {"checksum", step.checksums.bytes},
            {"tokens", step.checksums.tokens},
            {"losses", to_json(step.losses)},
            {"statements", std::move(statements)},
            {"expectations", std::move(expectations)}};
}

// What of two plans is compared; the rest is for people.
Json essence(const Json& plan) {
    Json result = plan;
    result.erase("warnings");
    result.erase("request");
    for (Json& step : result.at("steps"))
        for (Json& statement : step.at("statements"))
            for (const char* const name : {"kind", "execution"}) statement.erase(name);
    return result;
}

// Throws as the JSON library does where something is missing or of another type.
void require_shape(const Json& plan) {
    const auto require_texts = [](const Json& json, std::initializer_list<const char*> names) {
        for (const char* const name : names)
            static_cast<void>(json.at(name).get_ref<const std::string&>());
    };
    require_texts(plan, {"direction", "dialect", "transaction", "history"});
    static_cast<void>(plan.at("warnings").get_ref<const Json::array_t&>());
    for (const Json& step : plan.at("steps").get_ref<const Json::array_t&>()) {
        require_texts(step,
                      {"version", "name", "origin", "direction", "mode", "checksum", "tokens"});
        for (const Json& statement : step.at("statements").get_ref<const Json::array_t&>())
            require_texts(statement, {"summary", "lock", "sql"});
    }
}

std::string named(const Json& step) {
    return step.at("version").get<std::string>() + ' ' + step.at("name").get<std::string>();
}

// What of two plans is not the same. One that does nothing knows no history.
std::string difference(const Json& before, const Json& after) {
    if (before.at("dialect") != after.at("dialect"))
        return "it was made for " + before.at("dialect").get<std::string>();
    const Json &old_steps = before.at("steps"), &new_steps = after.at("steps");
    if (old_steps.empty() && !new_steps.empty())
        return "there was nothing to do, and now there is migration " + named(new_steps.front());
    if (new_steps.empty()) return "there is nothing left to do";
    if (before.at("history") != after.at("history"))
        return "the database's history is not what it was";
    std::size_t same = 0;
    while (same < std::min(old_steps.size(), new_steps.size()) &&
           old_steps[same] == new_steps[same])
        ++same;
    const Json& steps = same < old_steps.size() ? old_steps : new_steps;
    return "the migrations are not what they were" +
           (same < steps.size() ? ": " + named(steps[same]) : std::string());
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

PlanFile plan_file_of(const Plan& plan, const PlanRequest& request) {
    // A path need not be UTF-8, as JSON must be. Both sides of a comparison lose the same of it.
    return {request,
            plan_to_json(plan, request).dump(2, ' ', false, Json::error_handler_t::replace) + '\n'};
}

PlanFile read_plan_file(const std::filesystem::path& file) {
    PlanFile result{.request = {}, .text = read_text_file(file, "the plan")};
    const Json json = Json::parse(result.text, nullptr, false);
    if (!json.is_object() || !json.contains("varve_plan"))
        throw ConfigError(file.string() + " is no plan; 'varve plan --out FILE' writes one");
    if (json["varve_plan"] != known_format)
        throw ConfigError(file.string() +
                          " is a plan of another format; make it anew with 'varve plan --out'");
    try {
        require_shape(json);
        result.request = request_of(json.at("request"));
    } catch (const nlohmann::json::exception&) {
        throw ConfigError("the plan " + file.string() +
                          " is damaged: a part of it is missing, or is not what a plan has there; "
                          "make it anew with 'varve plan --out'");
    }
    return result;
}

void write_plan_file(const std::filesystem::path& file, const Plan& plan,
                     const PlanRequest& request) {
    using std::filesystem::file_type;
    std::error_code ignored;
    const file_type type = std::filesystem::status(file, ignored).type();
    if (type == file_type::directory)
        throw ConfigError("the plan cannot be written to " + file.string() +
                          ": it is a folder; name a file in it");
    const bool is_new =
        std::filesystem::symlink_status(file, ignored).type() == file_type::not_found;
    // Secrets are not struck out of the statements: the plan is compared with one that is made
    // anew, perhaps with another password.
    const std::string text = plan_file_of(plan, request).text;
    int reason = 0;
    if (type == file_type::regular || is_new)
        reason = replace_text_file(file, text);
    else
        reason = write_text_file(file, text); // a device, a pipe: nothing may take its place
    if (reason != 0)
        throw Error("the plan cannot be written to " + file.string() + ": " +
                    std::generic_category().message(reason));
}

void require_same_plan(const PlanFile& file, const Plan& now) {
    const Json before = Json::parse(file.text);
    const Json after = Json::parse(plan_file_of(now, file.request).text);
    if (essence(before) == essence(after)) return;
    if (file.origin == PlanFile::Origin::shown)
        throw MigrationError("refused: another run has changed history meanwhile, so this would "
                             "not do what was shown; nothing was run. Look with 'varve status', "
                             "and if it is still wanted, say it again",
                             ExitCode::refused);
    throw MigrationError("refused: the plan is out of date (" + difference(before, after) +
                             "); nothing was run. Make it anew with 'varve plan --out' and review "
                             "it",
                         ExitCode::refused);
}

} // namespace varve
