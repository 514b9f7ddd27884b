#include "kernel/migrate/step_failure.hpp"

#include "varve/secret.hpp"

#include <algorithm>

namespace varve {

namespace {

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// At most so many bytes, and no part of a character: a database would refuse that in its log.
std::string_view beginning(std::string_view text, std::size_t longest) {
    std::size_t size = std::min(text.size(), longest);
    while (size > 0 && size < text.size() && continues_character(text[size])) --size;
    return text.substr(0, size);
}

constexpr std::size_t widest = 100;

std::string numbered(std::uint32_t number, std::string_view line) {
    return "\n  " + std::to_string(number) + " | " + std::string(beginning(line, widest));
}

// All of it, line by line, where nothing points at a place.
std::string whole(const StepFailure::Facts& facts) {
    std::string result;
    std::uint32_t number = facts.line;
    for (std::string_view rest = facts.statement; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        result += numbered(number, rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return result;
}

// The line that the error points at, with a caret under the place.
std::string excerpt(const StepFailure::Facts& facts) {
    const bool is_expectation = facts.statement_number == 0;
    if (is_expectation && !facts.database.position) return whole(facts);
    const std::string& text = facts.statement;
    const std::size_t position = std::min(facts.database.position.value_or(0), text.size());
    const std::size_t start = position == 0 ? 0 : text.rfind('\n', position - 1) + 1;
    const std::size_t end = std::min(text.find('\n', position), text.size());
    std::string result = numbered(facts.line, std::string_view(text).substr(start, end - start));
    if (facts.database.position && position - start < widest)
        result += "\n  " + std::string(std::to_string(facts.line).size(), ' ') + " | " +
                  std::string(position - start, ' ') + '^';
    return result;
}

std::string what_is_done(const StepFailure::Facts& facts) {
    const std::string done = std::to_string(facts.statements_done);
    if (facts.statements_done == 0)
        return "none of its statements is known to be done; correct the cause and run again";
    if (facts.statements_done == facts.statement_count)
        return "its " + done +
               " statement(s) are done and recorded, and cannot be taken back; put right what is "
               "wrong and run again, which runs none of them again";
    if (facts.statements_done + 1 == facts.statement_number)
        return "the " + done +
               " statement(s) before it are done and recorded; the next run goes on here";
    return "its first " + done +
           " statement(s) are done and recorded, the transaction that it stands in was rolled "
           "back; the next run goes on there";
}

std::string aftermath_of(const StepFailure::Facts& facts) {
    switch (facts.aftermath) {
    case StepFailure::Aftermath::rolled_back:
        return "it was rolled back: nothing of it is in the database";
    case StepFailure::Aftermath::partial: return what_is_done(facts);
    case StepFailure::Aftermath::again:
        return "what it did outside a transaction stays; correct the cause and run again, which "
               "calls it again, and batches go on where they stopped";
    case StepFailure::Aftermath::in_doubt: {
        const std::string which =
            facts.version + ':' + std::to_string(std::max<std::size_t>(facts.statement_number, 1));
        return "what it did outside a transaction stays, and it does not say that it may be called "
               "again. Look, put it right, and say\n  varve repair --done " +
               which + "     if all of it is in the database, or\n  varve repair --undone " +
               which + "   if none of it is; then run again";
    }
    case StepFailure::Aftermath::applied:
        return "it is applied, but a statement that runs behind its transaction was refused";
    case StepFailure::Aftermath::unknown: break;
    }
    return "the connection was lost while it was being committed; 'varve status' tells whether it "
           "is in";
}

std::string sentence_of(const StepFailure::Facts& facts) {
    std::string sentence = "migration " + facts.version + ' ' + facts.name + " failed; " +
                           aftermath_of(facts) + "\n" + facts.file;
    if (facts.line > 0) sentence += ':' + std::to_string(facts.line);
    sentence += ": " + facts.database.message;
    if (!facts.database.sqlstate.empty()) sentence += " [" + facts.database.sqlstate + ']';
    if (facts.line > 0 && !facts.statement.empty()) sentence += excerpt(facts);
    if (facts.line == 0 && !facts.statement.empty())
        sentence += "\n  statement: " + std::string(beginning(facts.statement, 200));
    if (!facts.database.detail.empty()) sentence += "\n  detail: " + facts.database.detail;
    if (!facts.database.hint.empty()) sentence += "\n  hint: " + facts.database.hint;
    return sentence;
}

} // namespace

StepFailure::StepFailure(Facts facts, ExitCode exit_code)
    : MigrationError(sentence_of(facts), exit_code), facts_(std::move(facts)) {}
StepFailure::~StepFailure() = default;

void require_transaction(const Connection& connection, const Step& step) {
    if (connection.in_transaction()) return;
    throw MigrationError(step.origin + ": migration " + step.version.text() +
                         " ended the transaction that it ran in; what came before that is in the "
                         "database and not in history");
}

namespace {

StepFailure::Facts facts_of(const Step& step, const DatabaseError& error,
                            StepFailure::Aftermath aftermath) {
    return {.version = step.version.text(),
            .name = step.name,
            .file = step.origin,
            .direction = step.direction,
            .statement_count = step.statements.size(),
            .aftermath = aftermath,
            .database = error.facts()};
}

void point_at(const ScriptStatement& source, StepFailure::Facts& facts) {
    facts.statement = redacted(source.text);
    const std::size_t position = std::min(facts.database.position.value_or(0), source.text.size());
    facts.line = source.line +
                 static_cast<std::uint32_t>(
                     std::count(source.text.begin(),
                                source.text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
}

// A statement may speak of another database (ATTACH, dblink) that cannot be reached; ours was.
ExitCode exit_code_of(const DatabaseError& error) {
    return error.kind() == DatabaseError::Kind::connection_lost ? ExitCode::unreachable
                                                                : ExitCode::failed;
}

} // namespace

StepFailure failure_of(const Step& step, std::size_t index, const DatabaseError& error,
                       StepFailure::Aftermath aftermath) {
    StepFailure::Facts facts = facts_of(step, error, aftermath);
    facts.statements_done = index;
    if (index < step.statements.size()) {
        facts.statement_number = index + 1;
        point_at(step.statements[index].source, facts);
    }
    if (step.native) facts.statement = error.facts().statement;
    return StepFailure(std::move(facts), exit_code_of(error));
}

StepFailure failure_of(const Step& step, const PlannedStatement& expectation,
                       const DatabaseError& error, StepFailure::Aftermath aftermath) {
    StepFailure::Facts facts = facts_of(step, error, aftermath);
    facts.statements_done = step.statements.size();
    point_at(expectation.source, facts);
    return StepFailure(std::move(facts), exit_code_of(error));
}

} // namespace varve
