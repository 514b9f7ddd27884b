#include "apps/varve/run_options.hpp"

namespace varve {

namespace {

OptionSpec fake_option() {
    return {.name = "fake", .help = "only record it in history; run nothing"};
}

// No loss that a statement shows is refused going down.
OptionSpec fewer_rows_option() {
    return {.name = "allow",
            .value = "RULE",
            .help = "fewer-rows (or all): let the tables of [invariants] have fewer rows then",
            .choices = {"fewer-rows", "all"},
            .repeated = true};
}

OptionSpec transaction_option() {
    return {.name = "transaction",
            .value = "SCOPE",
            .help = "one transaction for each migration, for all together, or none",
            .standard = "each",
            .choices = {"each", "all", "none"}};
}

OptionSpec wait_database_option() {
    return {.name = "wait-database",
            .value = "DURATION",
            .help = "how long to wait for a database that does not answer",
            .standard = "0"};
}

// How to run what was decided.
std::vector<OptionSpec> running_options() {
    return {
        {.name = "wait-lock",
         .value = "DURATION",
         .help = "how long to wait while another run is at work",
         .standard = "60s"},
        wait_database_option(),
        {.name = "lock-timeout",
         .value = "DURATION",
         .help = "how long a statement may wait for a table; 0: for ever",
         .standard = "5s"},
        {.name = "statement-timeout",
         .value = "DURATION",
         .help = "how long a statement may run; 0: for ever",
         .standard = "0"},
    };
}

void add(std::vector<OptionSpec>& options, std::vector<OptionSpec> more) {
    for (OptionSpec& option : more) options.push_back(std::move(option));
}

std::optional<std::size_t> steps_of(const Arguments& arguments) {
    if (!arguments.has("steps")) return std::nullopt;
    return static_cast<std::size_t>(arguments.integer("steps", 1));
}

} // namespace

OptionSpec allow_option() {
    return {.name = "allow",
            .value = "RULE",
            .help = "let migrations break this guarded rule (drop-table, …), or 'all'",
            .repeated = true};
}

std::vector<OptionSpec> plan_options() {
    return {
        {.name = "target",
         .value = "VERSION",
         .help = "up to and including this migration; a version, its beginning, or a name"},
        {.name = "steps", .value = "N", .help = "at most N migrations"},
        allow_option(),
        {.name = "out-of-order",
         .value = "POLICY",
         .help = "for a pending migration that is older than an applied one",
         .standard = "error",
         .choices = {"error", "skip", "apply"}},
        fake_option(),
        transaction_option(),
        wait_database_option(),
    };
}

std::vector<OptionSpec> run_options() {
    std::vector<OptionSpec> options = plan_options();
    options.pop_back(); // --wait-database comes again among those that follow
    add(options, running_options());
    return options;
}

std::vector<OptionSpec> revert_options() {
    std::vector<OptionSpec> options{
        {.name = "steps",
         .value = "N",
         .help = "N migrations, the last applied first",
         .standard = "1"},
        {.name = "target",
         .value = "VERSION",
         .help =
             "until this migration is the last, which stays; a version, its beginning, or a name"},
        {.name = "all", .help = "every migration"},
    };
    add(options, {fewer_rows_option(), fake_option(), transaction_option()});
    add(options, running_options());
    return options;
}

PlanRequest run_request(const Arguments& arguments, Engine& engine) {
    PlanRequest request{.direction = Direction::up, .up = engine.up_request()};
    if (arguments.has("target"))
        request.up.target = engine.migrations().resolve(arguments.text("target")).version;
    request.up.steps = steps_of(arguments);
    if (arguments.has("fake")) request.up.effect = Effect::record;
    return request;
}

PlanRequest revert_request(const Arguments& arguments, Engine& engine) {
    const int given = (arguments.has("steps") ? 1 : 0) + (arguments.has("target") ? 1 : 0) +
                      (arguments.has("all") ? 1 : 0);
    if (given > 1) throw ConfigError("--steps, --target and --all exclude each other");
    PlanRequest request{.direction = Direction::down, .down = engine.down_request()};
    if (given == 1) request.down.steps = steps_of(arguments);
    // What can be gone back to need not have a file.
    if (arguments.has("target")) request.down.target = engine.resolve(arguments.text("target"));
    if (arguments.has("fake")) request.down.effect = Effect::record;
    return request;
}

} // namespace varve
