#include "backup_hook.hpp"
#include "commands.hpp"

#include "varve/plugin/plugin.hpp"

namespace {

using namespace varve;

void contribute(Contributions& contributions) {
    contributions.add_hook("backup", [](const Settings& settings, Project& project) {
        return std::make_unique<backup::BackupHook>(settings, project);
    });
    for (auto& command : backup::commands()) contributions.add(std::move(command));
}

} // namespace

VARVE_PLUGIN(contribute)
