#pragma once

#include "varve/plugin/command.hpp"

namespace varve::roles {

/// `varve grants`: shows what roles lack or have too much as statements, and runs them.
class GrantsCommand : public Command {
public:
    const CommandSpec& spec() const override;
    ExitCode run(CommandContext& context) override;
};

} // namespace varve::roles
