#pragma once

#include <varve/db/standard_dialect.hpp>

/// How acme differs from ISO SQL. What is not here, StandardDialect says; a database whose
/// statements have bodies with semicolons (triggers, procedures) gives it a BodyTracker.
class AcmeDialect : public varve::StandardDialect {
public:
    explicit AcmeDialect(const std::string& version);

    bool supports(varve::Feature feature) const override;
    std::string literal(varve::Cell cell) const override;
    std::string parameter(std::size_t ordinal) const override;
    std::string column_type(varve::Kind kind, std::size_t max_length) const override;
    std::string clock_milliseconds() const override;
    std::string limit(std::uint64_t rows, std::uint64_t offset) const override;
    std::string begin(varve::Isolation isolation, varve::Access access) const override;
    std::vector<std::string> set_lock_timeout(std::int64_t milliseconds,
                                              varve::Lasts lasts) const override;
    std::string table_exists(std::string_view name_space, std::string_view name) const override;
    std::string tables(std::string_view name_space) const override;
};
