#include "seed_command.hpp"

#include <nlohmann/json.hpp>

namespace varve::seed {

namespace {

using Json = nlohmann::ordered_json;
using Pretend = SeedRequest::Do;

SeedRequest request_of(const Arguments& arguments) {
    return {.only = arguments.list("only"),
            .what = arguments.has("dry-run") ? Pretend::pretend : Pretend::seed,
            .look = arguments.has("verify") ? SeedRequest::Look::rows : SeedRequest::Look::content};
}

std::string word_for(const SeedResult& result, const SeedRequest& request) {
    if (result.state == SeedResult::State::unchanged) return "unchanged";
    return request.what == Pretend::pretend ? "would seed" : "seeded";
}

Json to_json(const SeedResult& result) {
    return {{"seed", result.id},
            {"table", result.table},
            {"state", result.state == SeedResult::State::seeded ? "seeded" : "unchanged"},
            {"rows", result.counts.rows},
            {"inserted", result.counts.inserted},
            {"updated", result.counts.updated},
            {"deleted", result.counts.deleted}};
}

std::string line_for(const SeedResult& result, const SeedRequest& request) {
    std::string word = word_for(result, request);
    word.resize(std::max<std::size_t>(word.size(), 10), ' ');
    std::string line = "  " + word + ' ' + result.id;
    if (result.state == SeedResult::State::seeded) line += "  " + to_string(result.counts);
    return line + '\n';
}

} // namespace

std::string to_string(const Counts& counts) {
    std::string text;
    const auto add = [&](std::uint64_t count, const char* what) {
        if (count > 0) text += (text.empty() ? "" : ", ") + std::to_string(count) + what;
    };
    add(counts.inserted, " inserted");
    add(counts.updated, " updated");
    add(counts.deleted, " deleted");
    if (text.empty() && counts.of_script) return std::to_string(counts.rows) + " rows";
    return text.empty() ? "nothing changed" : text;
}

const CommandSpec& SeedCommand::spec() const {
    static const CommandSpec spec{
        .name = "seed",
        .summary = "put the data of the folder seeds into the database",
        .details =
            "Reads seeds/common, and the folder of the profile, if there is one. A file is named "
            "after its table: roles.csv, users.yaml. What is in the database already, and as it "
            "should be, is not written again; a file that has not changed since is not even looked "
            "into. Each file is put there in one transaction, or not at all.",
        .options = {{.name = "only",
                     .value = "NAME",
                     .help = "only the files of this name: roles",
                     .repeated = true},
                    {.name = "dry-run", .help = "do it all, say what changed, and roll it back"},
                    {.name = "verify",
                     .help = "look at the rows of all files, those that have not changed too, and "
                             "restore what somebody changed or deleted"}},
        .examples = {"varve seed", "varve seed --profile dev --dry-run",
                     "varve seed --only roles --verify"}};
    return spec;
}

ExitCode SeedCommand::run(CommandContext& context) {
    const SeedSettings settings = SeedSettings::read(context.settings());
    const SeedRequest request = request_of(context.arguments());
    Json list = Json::array();
    const auto on_seed = [&](const SeedResult& result) {
        if (context.json())
            list.push_back(to_json(result));
        else if (!context.quiet())
            context.print(line_for(result, request));
    };
    Seeder(context.project(), settings).run(request, on_seed);
    if (context.json())
        context.print(
            Json{{"dry_run", request.what == Pretend::pretend}, {"seeds", std::move(list)}}.dump(
                2) +
            '\n');
    return ExitCode::done;
}

} // namespace varve::seed
