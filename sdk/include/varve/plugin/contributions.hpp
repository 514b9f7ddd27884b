#pragma once

#include "varve/db/driver.hpp"
#include "varve/export.hpp"
#include "varve/migration/hook.hpp"
#include "varve/migration/migration_source.hpp"
#include "varve/migration/native_migration.hpp"
#include "varve/plugin/command.hpp"
#include "varve/plugin/contributed_entities.hpp"
#include "varve/plugin/project.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace varve {

/// What a plugin adds. Its `contribute` function is called once, after the plugin was found to fit.
class VARVE_API Contributions {
public:
    using MakeSource = std::function<std::unique_ptr<MigrationSource>(const SourceRequest&)>;
    using MakeHook = std::function<std::unique_ptr<Hook>(const Settings&, Project&)>;

    struct NamedSource {
        std::string name;
        MakeSource make;
    };
    struct NamedHook {
        std::string name;
        MakeHook make;
    };

    Contributions();
    Contributions(Contributions&&) noexcept;
    Contributions& operator=(Contributions&&) noexcept;
    ~Contributions();

    void add(std::unique_ptr<Driver> driver);
    void add(std::unique_ptr<Command> command);
    /// `[project] sources` lists the plugin's own name.
    void add(ContributedMigration migration);
    /// `[project] entities` lists the plugin's own name.
    void add(ContributedEntities tables);
    /// `name` is what `[project] sources` lists.
    void add_source(std::string name, MakeSource make);
    /// `name` is what `[project] hooks` lists, and the name of the hook's section. The project
    /// outlives the hook.
    void add_hook(std::string name, MakeHook make);

    const std::vector<std::unique_ptr<Driver>>& drivers() const noexcept { return drivers_; }
    const std::vector<std::unique_ptr<Command>>& commands() const noexcept { return commands_; }
    const std::vector<NamedSource>& sources() const noexcept { return sources_; }
    const std::vector<NamedHook>& hooks() const noexcept { return hooks_; }
    const std::vector<ContributedMigration>& migrations() const noexcept { return migrations_; }
    const std::vector<ContributedEntities>& entities() const noexcept { return entities_; }

private:
    std::vector<std::unique_ptr<Driver>> drivers_;
    std::vector<std::unique_ptr<Command>> commands_;
    std::vector<NamedSource> sources_;
    std::vector<NamedHook> hooks_;
    std::vector<ContributedMigration> migrations_;
    std::vector<ContributedEntities> entities_;
};

} // namespace varve
