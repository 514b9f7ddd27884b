#include "varve/plugin/contributions.hpp"

namespace varve {

Contributions::Contributions() = default;
Contributions::Contributions(Contributions&&) noexcept = default;
Contributions& Contributions::operator=(Contributions&&) noexcept = default;
Contributions::~Contributions() = default;

void Contributions::add(std::unique_ptr<Driver> driver) {
    drivers_.push_back(std::move(driver));
}
void Contributions::add(std::unique_ptr<Command> command) {
    commands_.push_back(std::move(command));
}

void Contributions::add(ContributedMigration migration) {
    migrations_.push_back(std::move(migration));
}

void Contributions::add(ContributedEntities tables) {
    entities_.push_back(tables);
}

void Contributions::add_source(std::string name, MakeSource make) {
    sources_.push_back({std::move(name), std::move(make)});
}

void Contributions::add_hook(std::string name, MakeHook make) {
    hooks_.push_back({std::move(name), std::move(make)});
}

} // namespace varve
