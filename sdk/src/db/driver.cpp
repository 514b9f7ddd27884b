#include "varve/db/driver.hpp"

#include "varve/db/introspector.hpp"

namespace varve {

Driver::~Driver() = default;
Scratch::~Scratch() = default;
BackupMethod::~BackupMethod() = default;
Introspector::~Introspector() = default;

void ConnectRequest::refuse_role(std::string_view database) const {
    if (role.empty()) return;
    throw ConfigError("migrate.role says that all is made as '" + role + "', and in " +
                      std::string(database) + " nothing belongs to a role; take it out");
}

std::vector<std::string> Driver::advice(Connection&, const Plan&) const {
    return {};
}

std::vector<std::string> Driver::review(Connection&, const Plan&) const {
    return {};
}

bool Driver::rehearse(const ConnectRequest&, Plan&) const {
    return false;
}

std::unique_ptr<Scratch> Driver::make_scratch(const ConnectRequest&) const {
    return nullptr;
}

std::optional<std::vector<SchemaObject>> Driver::describe(Connection&) const {
    return std::nullopt;
}

std::unique_ptr<BackupMethod> Driver::backup_method() const {
    return nullptr;
}

std::vector<Check> Driver::checks() const {
    return {};
}

Diagnosis Driver::explain(const DatabaseError& error, const ConnectRequest&) const {
    const DatabaseError::Facts& facts = error.facts();
    return {.severity = Diagnosis::Severity::problem,
            .what = facts.message + (facts.detail.empty() ? "" : "; " + facts.detail),
            .remedy = facts.hint};
}

std::unique_ptr<Introspector> Driver::introspector() const {
    return nullptr;
}

} // namespace varve
