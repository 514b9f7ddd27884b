#pragma once

#include "seeder.hpp"

#include "varve/plugin/command.hpp"

namespace varve::seed {

/// "3 inserted, 1 updated"; "nothing changed".
std::string to_string(const Counts& counts);

/// `varve seed`.
class SeedCommand : public Command {
public:
    const CommandSpec& spec() const override;
    ExitCode run(CommandContext& context) override;
};

} // namespace varve::seed
