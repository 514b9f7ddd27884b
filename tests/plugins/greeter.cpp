#include "varve/plugin/plugin.hpp"

namespace {

using namespace varve;

/// The smallest command that a plugin can add.
class Greet : public Command {
public:
    const CommandSpec& spec() const override {
        static const CommandSpec spec{.name = "greet",
                                      .summary = "greet somebody",
                                      .arguments = {{.name = "NAME", .help = "who"}},
                                      .options = {{.name = "loud", .help = "shout"}},
                                      .examples = {"varve greet Ann"}};
        return spec;
    }

    ExitCode run(CommandContext& context) override {
        const std::string greeting = context.settings().text("greeting", "hello");
        context.print(greeting + ", " + context.arguments().text("NAME") +
                      (context.arguments().has("loud") ? "!\n" : "\n"));
        return ExitCode::done;
    }
};

void contribute(Contributions& contributions) {
    contributions.add(std::make_unique<Greet>());
}

} // namespace

VARVE_PLUGIN(contribute)
