#pragma once

#include "plugins/dialects/mysql/lexical_rules.hpp"
#include "plugins/dialects/mysql/names.hpp"
#include "plugins/dialects/mysql/traits.hpp"

#include "varve/db/standard_dialect.hpp"

namespace varve::mysql {

constexpr SqlMode mariadb_10_11{.is_mariadb = true, .version_number = 101119};
constexpr SqlMode mysql_5_6{.version_number = 50624};
constexpr SqlMode mysql_8_0{.version_number = 80036};

/// What the dialect makes of a statement, and nothing else of it.
class Understanding : public StandardDialect {
public:
    explicit Understanding(const SqlMode& mode)
        : StandardDialect("mysql", "MySQL", lexical_rules(mode)), mode_(mode) {}

    StatementTraits classify(const ScriptStatement& statement) const override {
        const std::vector<Token> tokens = statement_tokens(statement.text, mode_);
        StatementTraits traits = classify_tokens(tokens);
        add_traits(traits, tokens, mode_);
        return traits;
    }

protected:
    std::string normalized_name(std::string_view written) const override {
        return mysql::normalized_name(written, mode_);
    }

private:
    SqlMode mode_;
};

inline StatementTraits traits_of(std::string sql, const SqlMode& mode = mariadb_10_11) {
    return Understanding(mode).classify({std::move(sql)});
}

} // namespace varve::mysql
