#include "kernel/compare/differ.hpp"
#include "kernel/engine.hpp"
#include "kernel/generate/answers.hpp"
#include "kernel/generate/draft.hpp"
#include "kernel/generate/entities.hpp"
#include "kernel/generate/managed.hpp"
#include "kernel/generate/sides.hpp"
#include "kernel/generate/workshop.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <filesystem>

namespace varve {

using namespace schema;

namespace {

using Changes = std::vector<Change>;

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

/// Some changes, and what makes and what unmakes them.
struct Part {
    Changes changes = {};
    std::vector<std::string> up = {}, down = {};
    std::string irreversible = {};
    bool up_in_transaction = true;
};

bool can_write(const Dialect& dialect, const DatabaseSchema& before, const Change& change) {
    try {
        ddl_of(dialect, before, {change});
        return true;
    } catch (const ConfigError&) {
        throw;
    } catch (const Error&) {
        return false;
    }
}

// What the model has no type for is no difference, and goes all the same.
Changes taken_back(const Changes& changes, const DatabaseSchema& now,
                   const DatabaseSchema& before) {
    Changes back = reverse(changes);
    if (std::holds_alternative<Rename>(changes.front().what)) return back;
    std::erase_if(back, [](const Change& one) { return id_of(one).kind != ObjectKind::other; });
    std::ranges::move(differences(now, before), std::back_inserter(back));
    return back;
}

/// What is renamed is renamed first, kind by kind, for what is a part of something is named with
/// the name that this has then.
class Thinker {
public:
    Thinker(Workshop& workshop, DatabaseSchema current, const DatabaseSchema& wanted,
            std::vector<Answer> answers)
        : workshop_(workshop), model_(std::move(current)), wanted_(wanted),
          answers_(std::move(answers)) {}

    std::vector<Part> parts() {
        for (const ObjectKind kind : {ObjectKind::table, ObjectKind::column, ObjectKind::index,
                                      ObjectKind::constraint, ObjectKind::enum_value})
            rename(renames(model_, wanted_, answers_, kind));
        if (const auto open = questions(model_, wanted_, answers_); !open.empty()) ask(open);
        rename(harmless_renames(model_, wanted_));
        carry_out(differences(model_, wanted_));
        return std::move(parts_);
    }

private:
    void rename(Changes changes) {
        std::erase_if(changes, [&](const Change& one) {
            return !can_write(workshop_.dialect(), model_, one);
        });
        carry_out(std::move(changes));
    }

    void carry_out(Changes changes) {
        if (changes.empty()) return;
        Part part{.up = ddl_of(workshop_.dialect(), model_, changes)};
        part.up_in_transaction = workshop_.run(part.up, "the way up");
        DatabaseSchema now = workshop_.read();
        std::set<std::string> managed = name_spaces_of(model_);
        managed.merge(name_spaces_of(wanted_));
        keep_only(now, managed);
        const DatabaseSchema before = std::exchange(model_, std::move(now));
        try {
            part.down = ddl_of(workshop_.dialect(), model_, taken_back(changes, model_, before));
        } catch (const Error& error) {
            part.irreversible = error.what();
        }
        part.changes = std::move(changes);
        parts_.push_back(std::move(part));
    }

    [[noreturn]] static void ask(const std::vector<Question>& open) {
        std::string sentence =
            "was something renamed, or does it go with all that is in it? Nothing was written. "
            "Answer with one line of each group, in the file of the schema or by --renamed and "
            "--dropped:";
        for (const Question& question : open) sentence += "\n" + in_words(question) + '\n';
        sentence.pop_back();
        throw MigrationError(sentence, ExitCode::refused);
    }

    Workshop& workshop_;
    DatabaseSchema model_;
    const DatabaseSchema& wanted_;
    std::vector<Answer> answers_;
    std::vector<Part> parts_;
};

/// How a migration is taken back, or why it cannot be.
struct Way {
    std::vector<std::string> statements = {};
    std::string irreversible = {};
    bool in_transaction = true;
};

bool holds_no_rows(const Change& change) {
    const ObjectKind kind = id_of(change).kind;
    return kind != ObjectKind::table && kind != ObjectKind::column;
}

// Tried behind the way up. A database may write a view in its own way when what it reads has got
// another name, and back: then it is made as it was.
Way way_back(Workshop& workshop, const std::vector<Part>& parts, const DatabaseSchema& is) {
    Way way;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        if (!part->irreversible.empty()) return {{}, part->irreversible};
        way.statements.insert(way.statements.end(), part->down.begin(), part->down.end());
    }
    way.in_transaction = workshop.run(way.statements, "the way down");
    const DatabaseSchema now = workshop.read();
    const Changes rest = differences(now, is);
    if (!rest.empty() && std::ranges::all_of(rest, holds_no_rows)) {
        const std::vector<std::string> more = ddl_of(workshop.dialect(), now, rest);
        workshop.run(more, "the way down");
        way.statements.insert(way.statements.end(), more.begin(), more.end());
    }
    workshop.require(is, "the way down");
    return way;
}

std::string heading_of(const std::string& to, const std::vector<Finding>& losses) {
    std::string text = "Written by 'varve generate': makes the database what " + to +
                       " says. Read it before it is run.\n";
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

MigrationDraft draft_of(const Dialect& dialect, const std::string& to,
                        const std::vector<Part>& parts, const Way& back,
                        std::vector<Finding>& losses) {
    MigrationDraft draft{.irreversible = back.irreversible};
    std::vector<std::string> up;
    for (const Part& part : parts) up.insert(up.end(), part.up.begin(), part.up.end());
    CommentedScript script = commented(dialect, up);
    draft.up = std::move(script.text);
    draft.up_in_transaction = std::ranges::all_of(parts, &Part::up_in_transaction);
    draft.down_in_transaction = back.in_transaction;
    losses = std::move(script.losses);
    draft.heading = heading_of(to, losses);
    if (draft.irreversible.empty()) draft.down = commented(dialect, back.statements).text;
    return draft;
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

    std::vector<Answer> answers = sides.answers;
    for (const std::string& one : request.renamed)
        answers.push_back(read_answer(Answer::Kind::renamed, one, sides.name_space, "--renamed"));
    for (const std::string& one : request.dropped)
        answers.push_back(read_answer(Answer::Kind::dropped, one, sides.name_space, "--dropped"));

    if (to == from_entities) {
        let_stay(sides.is, sides.shall, answers);
        sides.untouched = untouched_between(sides.is, sides.shall);
    }

    Generation generation{.to = shown(to), .untouched = sides.untouched};
    if (differences(sides.is, sides.shall).empty()) return generation;
    const Driver& driver = plugins_.driver(beside.url.scheme());
    Workshop workshop(driver, beside);
    const DatabaseSchema is = workshop.make(sides.is, "making what there is");
    const DatabaseSchema shall =
        Workshop(driver, beside).make(sides.shall, "making what is wanted");
    const std::vector<Part> parts = Thinker(workshop, is, shall, std::move(answers)).parts();
    if (parts.empty()) return generation;
    workshop.require(shall, "the way up");
    const Way back = way_back(workshop, parts, is);
    std::vector<Finding> losses;
    const MigrationDraft draft = draft_of(workshop.dialect(), generation.to, parts, back, losses);
    for (const Part& part : parts)
        generation.changes.insert(generation.changes.end(), part.changes.begin(),
                                  part.changes.end());
    for (const Finding& loss : losses) generation.losses.push_back(loss.reason);
    generation.text = sources().front()->text_of(draft);
    return generation;
}

} // namespace varve
