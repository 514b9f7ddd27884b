#include "grants_command.hpp"

#include "difference.hpp"

#include <nlohmann/json.hpp>

namespace varve::roles {

namespace {

void print_json(CommandContext& context, const std::vector<Difference>& differences) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Difference& one : differences)
        list.push_back({{"what", one.what},
                        {"statement", one.statement},
                        {"by", one.ours ? "migrator" : "administrator"}});
    context.print(nlohmann::ordered_json{{"differences", list}}.dump(2) + '\n');
}

// A script for a client of the database: what is said of a statement is a comment.
void print_text(CommandContext& context, const std::vector<Difference>& differences) {
    for (const Difference& one : differences) {
        if (one.statement.empty() || !one.ours)
            context.print("-- " + one.what +
                          (one.statement.empty() ? "\n" : "; an administrator says:\n"));
        if (!one.statement.empty()) context.print(one.statement + ";\n");
    }
    if (differences.empty() && !context.quiet())
        context.print("every role may do what is declared, and no more\n");
}

void print(CommandContext& context, const std::vector<Difference>& differences) {
    context.json() ? print_json(context, differences) : print_text(context, differences);
}

} // namespace

const CommandSpec& GrantsCommand::spec() const {
    static const CommandSpec spec{
        .name = "grants",
        .summary = "print or make the grants that roles lack",
        .details = "Compares what the section [roles] declares with what the roles may do, and "
                   "prints a statement for each difference: GRANT, REVOKE and, where tables to "
                   "come are concerned, ALTER DEFAULT PRIVILEGES.\n\n"
                   "With --apply they are run, in one transaction where the database has such for "
                   "them, and only what is left is printed; it ends with 1 then. What only an "
                   "administrator may do is never run.",
        .options = {{.name = "apply", .help = "run the statements"}},
        .examples = {"varve grants", "varve grants --apply"}};
    return spec;
}

ExitCode GrantsCommand::run(CommandContext& context) {
    const auto look = [&](Connection& connection) {
        return differences(connection,
                           declaration(context.settings(), context.project(), connection));
    };
    if (!context.arguments().has("apply")) {
        print(context, look(*context.project().connect()));
        return ExitCode::done;
    }
    std::vector<Difference> left;
    context.project().exclusively([&](Connection& connection) {
        mend(connection, look(connection));
        left = look(connection);
    });
    print(context, left);
    return left.empty() ? ExitCode::done : ExitCode::failed;
}

} // namespace varve::roles
