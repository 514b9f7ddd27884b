#include "apps/varve/command.hpp"
#include "apps/varve/schema_graph.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace varve {

namespace {

ExitCode dump(App& app) {
    const SchemaDump schema = app.engine().dump_schema();
    if (app.json()) {
        app.print({{"statements", schema.statements}, {"left_out", schema.left_out}});
        return ExitCode::done;
    }
    app.terminal().print(script_of(schema.statements));
    for (const std::string& thing : schema.left_out)
        app.terminal().warn("left out, for varve cannot write it down: " + thing);
    return ExitCode::done;
}

// What is done, and to what.
nlohmann::ordered_json told(const schema::Change& change) {
    constexpr std::array verbs{"create", "drop", "alter", "rename"};
    nlohmann::ordered_json result{{"does", verbs[change.what.index()]},
                                  {"what", in_words(id_of(change))}};
    if (const auto* const renamed = std::get_if<schema::Rename>(&change.what))
        result["to"] = renamed->to;
    return result;
}

ExitCode diff(App& app) {
    const Arguments& arguments = app.arguments();
    const SchemaDiff diff =
        app.engine().compare_schemas(arguments.text("FROM"), arguments.text("TO"));
    if (app.json()) {
        auto changes = nlohmann::ordered_json::array();
        for (const schema::Change& change : diff.changes) changes.push_back(told(change));
        app.print({{"changes", std::move(changes)},
                   {"statements", diff.statements},
                   {"untouched", diff.untouched}});
    } else {
        app.terminal().print(script_of(diff.statements));
        for (const std::string& thing : diff.untouched)
            app.terminal().warn("not alike, and not for varve to change: " + thing);
    }
    const bool alike = diff.changes.empty() && diff.untouched.empty();
    if (alike && !app.json()) app.terminal().say("the schemas are alike");
    return arguments.has("check") && !alike ? ExitCode::pending : ExitCode::done;
}

ExitCode graph(App& app) {
    const schema::DatabaseSchema model = app.engine().read_schema();
    const std::string text =
        app.arguments().text("format") == "graphviz" ? graphviz(model) : mermaid(model);
    if (app.json())
        app.print({{"format", app.arguments().text("format")}, {"text", text}});
    else
        app.terminal().print(text);
    return ExitCode::done;
}

} // namespace

AppCommand schema_dump_command() {
    return {"Look",
            {.name = "schema dump",
             .summary = "write the schema of the database as SQL",
             .details =
                 "Prints the statements that make all that the database holds, in an order in "
                 "which they can be run in an empty one. The same schema gives the same bytes, "
                 "whatever made it. Rows, roles, owners and grants are not in it, nor are varve's "
                 "own tables.\n\nWhat varve has no word for is written as the database has it; "
                 "what even the database cannot write down is named on standard error.",
             .examples = {"varve schema dump > schema.sql"}},
            &dump};
}

AppCommand schema_graph_command() {
    return {
        "Look",
        {.name = "schema graph",
         .summary = "draw the tables of the database and what refers to what",
         .details = "Prints a picture as text: for Mermaid, which GitHub and GitLab show in "
                    "Markdown, or for the program dot of Graphviz. Dashed, or with a circle at "
                    "the table that is referred to: the reference may be NULL.",
         .options = {{.name = "format",
                      .value = "FORMAT",
                      .help = "for what to draw",
                      .standard = "mermaid",
                      .choices = {"mermaid", "graphviz"}}},
         .examples = {"varve schema graph", "varve schema graph --format graphviz | dot -Tsvg"}},
        &graph};
}

AppCommand schema_diff_command() {
    return {"Look",
            {.name = "schema diff",
             .summary = "write what makes one schema into another",
             .details = "Prints the statements, in an order in which they can be run. What stands "
                        "in the way of a change, a view that reads the column, is dropped and made "
                        "anew. Nothing is run, but for a file of SQL: that is run in a scratch "
                        "database beside the configured one, and read back.\n\nNames tell things "
                        "apart: one that was renamed is dropped and made. Read what is printed "
                        "before you run it.",
             .arguments = {{"FROM", "the URL of a database, or a file of SQL"},
                           {"TO", "the same, as it shall be"}},
             .options = {{.name = "check", .help = "end with exit code 3 where they differ"}},
             .examples = {"varve schema diff postgresql://db/shop schema.sql"}},
            &diff};
}

} // namespace varve
