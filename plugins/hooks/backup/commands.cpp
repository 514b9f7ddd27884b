#include "commands.hpp"

#include "report.hpp"
#include "work.hpp"

#include <functional>

namespace varve::backup {

namespace {

namespace fs = std::filesystem;
using Texts = std::vector<std::string>;

const OptionSpec scratch_option{
    .name = "scratch",
    .value = "URL",
    .help = "make the scratch database beside this one, not beside the project's"};

/// A command whose deed is a function.
class Deed final : public Command {
public:
    using Function = void (*)(CommandContext& context);
    Deed(CommandSpec spec, Function function) : spec_(std::move(spec)), function_(function) {}

    const CommandSpec& spec() const override { return spec_; }
    ExitCode run(CommandContext& context) override {
        function_(context);
        return ExitCode::done;
    }

private:
    CommandSpec spec_;
    Function function_;
};

Options options_of(CommandContext& context) {
    const Arguments& arguments = context.arguments();
    Options options = read_options(context.settings(), context.project().directory());
    if (arguments.has("scratch")) options.scratch = arguments.text("scratch");
    if (arguments.has("verify")) options.depth = depth_named(arguments.text("verify"), "--verify");
    if (arguments.has("out"))
        options.directory = fs::absolute(arguments.text("out")).lexically_normal();
    return options;
}

Texts texts_of(const std::vector<fs::path>& paths) {
    return {paths.begin(), paths.end()};
}

void say(CommandContext& context, const std::string& sentence) {
    if (!context.quiet()) context.print(sentence + '\n');
}

void take(CommandContext& context) {
    Work work(context.project(), options_of(context));
    const fs::path backup = work.take();
    const Texts removed = texts_of(work.prune());
    if (context.json()) return context.print(json_of(backup.string(), {{"removed", removed}}));
    say(context, "backed up and verified: " + backup.string());
    for (const std::string& path : removed) say(context, "removed " + path);
}

void list(CommandContext& context) {
    const auto backups = backups_in(options_of(context).directory);
    if (context.json()) return context.print(json_of(backups));
    context.print(backups.empty()
                      ? "there is no backup in " + options_of(context).directory.string() + '\n'
                      : table_of(backups));
}

void verify(CommandContext& context) {
    const fs::path backup = fs::absolute(context.arguments().text("PATH")).lexically_normal();
    Work(context.project(), options_of(context)).verify(backup);
    if (context.json()) return context.print(json_of(backup.string(), {}));
    say(context, "the backup is whole: " + backup.string());
}

void prune(CommandContext& context) {
    const Options options = options_of(context);
    if (options.keep == 0 && options.keep_days == 0)
        throw ConfigError("nothing says which backups to keep; set backup.keep, a number of them, "
                          "or backup.keep_days");
    const Texts removed = texts_of(Work(context.project(), options).prune());
    if (context.json()) return context.print(json_of("", {{"removed", removed}}));
    for (const std::string& path : removed) say(context, "removed " + path);
    if (removed.empty()) say(context, "there is no backup that need not be kept");
}

void restore(CommandContext& context) {
    const fs::path backup = fs::absolute(context.arguments().text("from")).lexically_normal();
    if (context.arguments().text("from").empty())
        throw ConfigError(
            "'varve restore' needs --from DIR; 'varve backup list' shows the backups");
    const std::string database = context.project().connect_request().url.text();
    const bool replaces = context.arguments().has("exclusive");
    if (replaces && !context.confirm("replace all that " + database + " holds?"))
        throw Error("nothing was restored: --exclusive replaces all that " + database +
                        " holds; confirm with --yes",
                    ExitCode::refused);
    const Texts left_out =
        Work(context.project(), options_of(context))
            .restore(backup, replaces ? Work::Target::replaced : Work::Target::empty);
    if (context.json()) return context.print(json_of(backup.string(), {{"left_out", left_out}}));
    say(context, "restored and compared: " + database);
    for (const std::string& sentence : left_out) say(context, sentence);
}

CommandSpec take_spec() {
    return {.name = "backup",
            .summary = "make a backup of the database and verify it",
            .details = "The copy is restored into a scratch database and compared with what was "
                       "copied; if it differs, there is no backup. Then those that need not be "
                       "kept are removed.",
            .options = {{.name = "out",
                         .value = "DIR",
                         .help = "put it there",
                         .standard = "backup.directory"},
                        {.name = "verify",
                         .value = "ROWS",
                         .help = "which rows are compared: of each table the first and last 1000 "
                                 "by its key, or all",
                         .standard = "backup.verify",
                         .choices = {"sampled", "full"}},
                        scratch_option},
            .examples = {"varve backup", "varve backup --out /mnt/backups --verify full"}};
}

CommandSpec list_spec() {
    return {.name = "backup list", .summary = "show the backups, the oldest first"};
}

CommandSpec verify_spec() {
    return {.name = "backup verify",
            .summary = "restore a backup into a scratch database and compare",
            .details = "First the sums of its files, then what is restored with what was backed "
                       "up. The project's own database is not touched.",
            .arguments = {{.name = "PATH", .help = "the folder of the backup"}},
            .options = {scratch_option},
            .examples = {"varve backup verify backups/20260131T120000Z_20260101000000"}};
}

CommandSpec prune_spec() {
    return {.name = "backup prune",
            .summary = "remove the backups that need not be kept",
            .details = "Those of this database that neither backup.keep nor backup.keep_days "
                       "keeps. The newest always stays."};
}

CommandSpec restore_spec() {
    return {.name = "restore",
            .summary = "make the database from a backup, and compare",
            .details = "The database has to be new or empty. With --exclusive all that it holds "
                       "is replaced: first make sure that nobody uses it.",
            .options = {{.name = "from", .value = "DIR", .help = "the folder of the backup"},
                        {.name = "exclusive",
                         .help = "nobody writes to the database, and all that it holds may go"}},
            .examples = {"varve restore --from backups/20260131T120000Z_20260101000000"}};
}

} // namespace

std::vector<std::unique_ptr<Command>> commands() {
    std::vector<std::unique_ptr<Command>> all;
    all.push_back(std::make_unique<Deed>(take_spec(), take));
    all.push_back(std::make_unique<Deed>(list_spec(), list));
    all.push_back(std::make_unique<Deed>(verify_spec(), verify));
    all.push_back(std::make_unique<Deed>(prune_spec(), prune));
    all.push_back(std::make_unique<Deed>(restore_spec(), restore));
    return all;
}

} // namespace varve::backup
