#include "apps/varve/command.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

using Severity = Diagnosis::Severity;

std::string_view word(Severity severity) {
    switch (severity) {
    case Severity::ok: return "ok";
    case Severity::unchecked: return "not checked";
    case Severity::warning: return "warning";
    case Severity::problem: break;
    }
    return "problem";
}

Style style_of(Severity severity) {
    switch (severity) {
    case Severity::ok: return Style::good;
    case Severity::unchecked: return Style::faint;
    case Severity::warning: return Style::warning;
    case Severity::problem: break;
    }
    return Style::bad;
}

// Breaks the lines of `text` at spaces where they get too long; all but the first begin with
// `indent` spaces, and the first has `begun` columns already.
std::string wrapped(std::string_view text, std::size_t begun, std::size_t indent) {
    constexpr std::size_t width = 80;
    std::string result;
    std::size_t column = begun;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
        if (end == 0 && column == indent) { // no line begins with more
            text.remove_prefix(1);
            continue;
        }
        const std::string_view piece = text.substr(0, end);
        const std::size_t needed = display_width(piece);
        if (column > indent && column + needed > width) {
            while (result.ends_with(' ')) result.pop_back();
            result += '\n' + std::string(indent, ' ');
            column = indent;
        }
        result += piece;
        column += needed;
        if (end < text.size()) {
            const bool breaks = text[end] == '\n';
            result += breaks ? '\n' + std::string(indent, ' ') : " ";
            column = breaks ? indent : column + 1;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

// What is fine and what was not looked at: a line each.
std::string line_of(const Diagnosis& diagnosis, std::size_t subject_width,
                    const Terminal& terminal) {
    const std::size_t word_width = 4;
    const bool good = diagnosis.severity == Severity::ok;
    std::string subject = diagnosis.subject;
    subject.resize(subject_width + 2, ' ');
    const std::size_t indent = word_width + subject.size();
    const std::string what = (good ? "" : "not checked: ") + diagnosis.what;
    const std::string mark = terminal.styled(good ? "ok" : "--", style_of(diagnosis.severity));
    return mark + std::string(word_width - 2, ' ') + subject + wrapped(what, indent, indent) + '\n';
}

std::string finding_of(const Diagnosis& diagnosis, const Terminal& terminal) {
    const std::string_view severity = word(diagnosis.severity);
    const std::string what = diagnosis.subject + ": " + diagnosis.what;
    std::string text = '\n' + terminal.styled(severity, style_of(diagnosis.severity)) + ": " +
                       wrapped(what, severity.size() + 2, 2) + "\n  " +
                       wrapped(diagnosis.remedy, 2, 2) + '\n';
    if (!diagnosis.command.empty()) text += "    $ " + diagnosis.command + '\n';
    if (!diagnosis.sql.empty()) text += "    " + diagnosis.sql + ";\n";
    return text;
}

bool is_finding(const Diagnosis& diagnosis) {
    return diagnosis.severity == Severity::problem || diagnosis.severity == Severity::warning;
}

std::string counted(std::size_t count, const std::string& noun) {
    return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

std::string text_of(const Examination& examination, const Terminal& terminal) {
    std::size_t width = 0;
    for (const Diagnosis& diagnosis : examination.diagnoses())
        if (!is_finding(diagnosis)) width = std::max(width, diagnosis.subject.size());
    std::string lines, findings;
    for (const Diagnosis& diagnosis : examination.diagnoses())
        if (is_finding(diagnosis))
            findings += finding_of(diagnosis, terminal);
        else
            lines += line_of(diagnosis, width, terminal);
    const std::string sum = findings.empty()
                                ? terminal.styled("nothing is wrong", Style::good)
                                : counted(examination.count(Severity::problem), "problem") + ", " +
                                      counted(examination.count(Severity::warning), "warning");
    return lines + findings + '\n' + sum + '\n';
}

nlohmann::ordered_json to_json(const Examination& examination) {
    auto checks = nlohmann::ordered_json::array();
    for (const Diagnosis& diagnosis : examination.diagnoses())
        checks.push_back({{"subject", diagnosis.subject},
                          {"severity", word(diagnosis.severity)},
                          {"what", diagnosis.what},
                          {"remedy", diagnosis.remedy},
                          {"command", diagnosis.command},
                          {"sql", diagnosis.sql}});
    return {{"checks", std::move(checks)},
            {"problems", examination.count(Severity::problem)},
            {"warnings", examination.count(Severity::warning)},
            {"exit_code", static_cast<int>(examination.exit_code())}};
}

// Without App::engine(), which begins a log: nothing is to be written.
Examination examine(App& app) {
    Examination examination(app.interruption());
    RunObserver observer;
    std::unique_ptr<Engine> engine;
    const bool configured = examination.check("configuration", [&] {
        engine = std::make_unique<Engine>(Config::load(app.config_request()), observer,
                                          app.interruption());
        return std::vector<Diagnosis>();
    });
    if (configured) return engine->diagnose();
    examination.skip("database", "without its configuration nothing is known of it");
    return examination;
}

ExitCode run(App& app) {
    const Examination examination = examine(app);
    if (app.json())
        app.print(to_json(examination));
    else
        app.terminal().print(text_of(examination, app.terminal()));
    return examination.exit_code();
}

} // namespace

AppCommand doctor_command() {
    return {
        "Look",
        {.name = "doctor",
         .summary = "find out why a run does not work, and what to do about it",
         .details =
             "Looks at the configuration, the plugins and the migration files, and at what stands "
             "in the way of a run in the database: the connection, rights, a history in another "
             "schema, the migration lock, sessions that block, invalid indexes, a full disk. Each "
             "finding comes with its remedy: a line for a shell behind '$', or a statement for "
             "the database. Changes nothing, and writes no log: what is tried is rolled "
             "back.\n\nA problem keeps runs from going well, and ends the command with the exit "
             "code that a run would have; warnings do not.",
         .examples = {"varve doctor", "varve doctor --profile production", "varve doctor --json"}},
        &run};
}

} // namespace varve
