#pragma once

#include "kernel/migrate/checksums.hpp"
#include "kernel/migrate/history.hpp"
#include "kernel/migrate/migration_set.hpp"
#include "varve/db/standard_dialect.hpp"

/// Small migrations and histories for tests of what decides.
namespace varve::samples {

/// ISO SQL, in which VACUUM cannot be in a transaction, PRAGMA has no effect there, TEMP makes
/// something that ends with the session, FORGET breaks a rule of its own, and EXPLODE is forbidden.
class Dialect : public StandardDialect {
public:
    Dialect() : StandardDialect("sample", "Sample 1", {}) {}
    StatementTraits classify(const ScriptStatement& statement) const override {
        StatementTraits traits = StandardDialect::classify(statement);
        if (statement.text.starts_with("VACUUM")) traits.scope = Scope::outside;
        if (statement.text.starts_with("PRAGMA")) traits.scope = Scope::no_effect;
        if (statement.text.starts_with("TEMP")) traits.temporary = true;
        if (statement.text.starts_with("FORGET")) traits.losses.push_back({"forget", "forgets"});
        if (statement.text.starts_with("EXPLODE")) {
            traits.scope = Scope::forbidden;
            traits.objection = "EXPLODE is never right";
        }
        return traits;
    }
};

inline const Dialect dialect;

/// The same, where DDL commits by itself.
class CommittingDialect : public Dialect {
public:
    bool supports(Feature feature) const override {
        return feature != Feature::transactional_ddl && Dialect::supports(feature);
    }
    StatementTraits classify(const ScriptStatement& statement) const override {
        StatementTraits traits = Dialect::classify(statement);
        if (traits.kind == StatementTraits::Kind::ddl) traits.scope = Scope::outside;
        return traits;
    }
};

inline const CommittingDialect committing_dialect;

inline SqlOperation sql(std::string text) {
    return {.fragments = {{.text = std::move(text), .line = 2}}};
}

inline Migration migration(const std::string& version, std::string up = "create table t (a int);",
                           std::string down = "drop table t;") {
    return {.version = Version(version),
            .name = "m" + version,
            .origin = version + ".sql",
            .up = sql(std::move(up)),
            .down = down.empty() ? std::nullopt : std::optional(sql(std::move(down)))};
}

inline AppliedMigration applied(const Migration& migration, std::int64_t ordinal) {
    Sha256 hash;
    return {.version = migration.version,
            .name = migration.name,
            .checksums = {byte_checksum(migration.up, "sample", hash),
                          token_checksum(migration.up, dialect, hash)},
            .ordinal = ordinal};
}

inline HistoryState history(const std::vector<Migration>& migrations) {
    HistoryState state;
    for (const Migration& migration : migrations)
        state.applied.push_back(
            applied(migration, static_cast<std::int64_t>(state.applied.size()) + 1));
    return state;
}

} // namespace varve::samples
