#include "kernel/engine.hpp"
#include "kernel/generate/answers.hpp"
#include "kernel/generate/entities.hpp"
#include "kernel/generate/managed.hpp"
#include "kernel/generate/sides.hpp"
#include "kernel/generate/thinker.hpp"
#include "kernel/schema_reading.hpp"
#include "kernel/session.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <filesystem>

namespace varve {

using namespace schema;

namespace {

// A file is found where the configuration is.
std::string configured_target(const Config& config) {
    std::string to = config.text("generate.to");
    if (to.empty() && !config.list("project.entities").empty()) return std::string(from_entities);
    if (to.empty() || to == from_migrations || to == from_entities ||
        to.find(':') != std::string::npos)
        return to;
    return (config.directory() / to).lexically_proximate(std::filesystem::current_path()).string();
}

// Without a password.
std::string shown(const std::string& to) {
    if (to == from_entities) return "project.entities";
    return is_database(to) ? Url::parse(to).text() : to;
}

std::string heading_of(const std::string& what, const std::vector<Finding>& losses) {
    std::string text = "Written by " + what + ". Read it before it is run.\n";
    if (losses.empty()) return text;
    text += "\nIt may lose what cannot be brought back, and is refused until somebody agrees: take "
            "the\nbrackets away.\n";
    std::vector<std::string> rules;
    for (const Finding& loss : losses) {
        if (std::ranges::find(rules, loss.rule) != rules.end()) continue;
        rules.push_back(loss.rule);
        for (const Finding& one : losses)
            if (one.rule == loss.rule) text += "  " + one.reason + '\n';
        text += "(varve:allow " + loss.rule + ")\n";
    }
    return text;
}

Generation generation_of(const std::string& heading, Thought thought,
                         const MigrationSource& source) {
    Generation generation{.in_transaction = thought.draft.up_in_transaction};
    for (const Finding& loss : thought.losses) generation.losses.push_back(loss.reason);
    thought.draft.heading = heading_of(heading, thought.losses);
    if (!thought.changes.empty()) generation.text = source.text_of(thought.draft);
    generation.changes = std::move(thought.changes);
    generation.statements = std::move(thought.statements);
    return generation;
}

void add_answers(std::vector<Answer>& answers, Answer::Kind kind,
                 const std::vector<std::string>& given, const std::string& name_space) {
    const std::string option = "--" + std::string(to_string(kind));
    for (const std::string& one : given)
        answers.push_back(read_answer(kind, one, name_space, option));
}

} // namespace

Generation Engine::generate(const GenerateRequest& request) {
    const std::string to = request.to.empty() ? configured_target(config_) : request.to;
    if (to.empty())
        throw ConfigError("say with --to FILE what the database shall be, or in varve.toml with "
                          "generate.to or project.entities");
    refuse_pending(status());
    const ConnectRequest beside = scratch_beside(request.scratch);
    Sides sides = read_sides(to, beside);
    add_answers(sides.answers, Answer::Kind::renamed, request.renamed, sides.name_space);
    add_answers(sides.answers, Answer::Kind::dropped, request.dropped, sides.name_space);
    std::set<Name> made;
    if (to == from_entities) {
        made = made_by_entities(migrations().all(), sides.name_space);
        let_stay(sides.is, sides.shall, sides.answers, made);
        sides.untouched = untouched_between(sides.is, sides.shall);
    }
    require_whole(sides.is, sides.all);
    require_whole(sides.shall, sides.all);
    Thought thought = think_out(plugins_.driver(beside.url.scheme()), beside, sides, request.ask);
    if (to == from_entities) thought.draft.up.insert(0, record_of(thought.changes, made));
    Generation generation =
        generation_of("'varve generate': makes the database what " + shown(to) + " says",
                      std::move(thought), *sources().front());
    generation.to = shown(to);
    generation.untouched = std::move(sides.untouched);
    return generation;
}

Generation Engine::pull(const std::string& scratch) {
    if (!migrations().all().empty() || !migrations().repeatables().empty())
        throw MigrationError(
            "there are migrations already, and a database is pulled into the first "
            "one; 'varve drift' tells what the database has that they do not make",
            ExitCode::refused);
    if (!open(ConnectRequest::Missing::refuse)->history().read().empty())
        throw MigrationError("this database has a history: migrations that are not here made it; "
                             "get them, and name their folder with --dir",
                             ExitCode::refused);
    const ConnectRequest beside = scratch_beside(scratch);
    const Driver& scratch_driver = plugins_.driver(beside.url.scheme());
    SchemaReading empty = open_scratch(scratch_driver, beside, "what is pulled would be tried");
    SchemaReading current =
        read_database(driver(), connect_request(ConnectRequest::Missing::refuse), config_);
    Sides sides{.is = read_model(scratch_driver, *empty.connection),
                .shall = std::move(current.model),
                .name_space = name_space_of(*current.connection),
                .untouched = {}};
    ignore(sides.shall, config_.list("generate.ignore"));
    Generation generation =
        generation_of("'varve pull': makes what " + url().text() + " held",
                      think_out(scratch_driver, beside, sides), *sources().front());
    generation.untouched = std::move(sides.shall.unread);
    return generation;
}

} // namespace varve
