#include "kernel/generate/thinker.hpp"

#include "kernel/compare/differ.hpp"
#include "kernel/generate/draft.hpp"
#include "kernel/generate/managed.hpp"
#include "kernel/generate/sides.hpp"
#include "kernel/generate/workshop.hpp"
#include "varve/error.hpp"

#include <algorithm>

namespace varve {

using namespace schema;

namespace {

using Changes = std::vector<Change>;

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
            std::vector<Answer> answers, const Ask& ask)
        : workshop_(workshop), model_(std::move(current)), wanted_(wanted),
          answers_(std::move(answers)), ask_(ask) {}

    std::vector<Part> parts() {
        for (std::vector<Question> open = rename_as_told(); !open.empty(); open = rename_as_told())
            answers_.push_back(answer_to(open));
        rename(harmless_renames(model_, wanted_));
        carry_out(differences(model_, wanted_));
        return std::move(parts_);
    }

private:
    /// Returns what is open then.
    std::vector<Question> rename_as_told() {
        for (const ObjectKind kind : {ObjectKind::table, ObjectKind::column, ObjectKind::index,
                                      ObjectKind::constraint, ObjectKind::enum_value})
            rename(renames(model_, wanted_, answers_, kind));
        return questions(model_, wanted_, answers_);
    }

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

    // One answer may settle the next question.
    Answer answer_to(const std::vector<Question>& open) const {
        if (ask_)
            if (std::optional<Answer> answer = ask_(open.front())) return *std::move(answer);
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
    const Ask& ask_;
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

// A database may write a view in its own way when what it reads has got another name, and back:
// then it is made as it was.
void go_back(Workshop& workshop, const DatabaseSchema& is, Way& way) {
    way.in_transaction = workshop.run(way.statements, "the way down");
    const DatabaseSchema now = workshop.read();
    const Changes rest = differences(now, is);
    if (!rest.empty() && std::ranges::all_of(rest, holds_no_rows)) {
        const std::vector<std::string> more = ddl_of(workshop.dialect(), now, rest);
        workshop.run(more, "the way down");
        way.statements.insert(way.statements.end(), more.begin(), more.end());
    }
    workshop.require(is, "the way down");
}

// What is only known as the text that makes it cannot be dropped, and may be in the way.
const Change* made_of_text(const std::vector<Part>& parts) {
    for (const Part& part : parts)
        for (const Change& change : part.changes)
            if (id_of(change).kind == ObjectKind::other) return &change;
    return nullptr;
}

// Tried behind the way up.
Way way_back(Workshop& workshop, const std::vector<Part>& parts, const DatabaseSchema& is) {
    Way way;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        if (!part->irreversible.empty()) return {{}, part->irreversible};
        way.statements.insert(way.statements.end(), part->down.begin(), part->down.end());
    }
    try {
        go_back(workshop, is, way);
        return way;
    } catch (const DatabaseError&) {
        throw;
    } catch (const Error&) {
        const Change* const text = made_of_text(parts);
        if (text == nullptr) throw;
        return {{}, "varve cannot drop " + in_words(id_of(*text))};
    }
}

template <class List> void append(List& to, const List& from) {
    to.insert(to.end(), from.begin(), from.end());
}

} // namespace

Thought think_out(const Driver& driver, const ConnectRequest& beside, const Sides& sides,
                  const Ask& ask) {
    if (differences(sides.is, sides.shall).empty()) return {};
    Workshop workshop(driver, beside);
    const DatabaseSchema is = workshop.make(sides.is, "making what there is");
    const DatabaseSchema shall =
        Workshop(driver, beside).make(sides.shall, "making what is wanted");
    const std::vector<Part> parts = Thinker(workshop, is, shall, sides.answers, ask).parts();
    if (parts.empty()) return {};
    workshop.require(shall, "the way up");
    const Way back = way_back(workshop, parts, is);

    Thought thought;
    for (const Part& part : parts) {
        append(thought.changes, part.changes);
        append(thought.statements, part.up);
    }
    CommentedScript script = commented(workshop.dialect(), thought.statements);
    thought.losses = std::move(script.losses);
    thought.draft = {.up = std::move(script.text),
                     .irreversible = back.irreversible,
                     .up_in_transaction = std::ranges::all_of(parts, &Part::up_in_transaction),
                     .down_in_transaction = back.in_transaction};
    if (back.irreversible.empty())
        thought.draft.down = commented(workshop.dialect(), back.statements).text;
    return thought;
}

} // namespace varve
