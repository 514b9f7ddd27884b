#include "varve/db/standard_dialect.hpp"

#include "db/standard_traits.hpp"
#include "varve/error.hpp"

#include <algorithm>

namespace varve {

BodyTracker::~BodyTracker() = default;

StandardDialect::StandardDialect(std::string name, std::string server, LexicalRules rules)
    : name_(std::move(name)), server_(std::move(server)), rules_(rules) {}
StandardDialect::~StandardDialect() = default;

bool StandardDialect::supports(Feature feature) const {
    switch (feature) {
    case Feature::insert_returning:
    case Feature::update_returning:
    case Feature::delete_returning:
    case Feature::no_wait:
    case Feature::skip_locked:
    case Feature::distinct_on:
    case Feature::arrays: return false;
    default: return true;
    }
}

std::string StandardDialect::quote(std::string_view identifier) const {
    std::string quoted = "\"";
    for (const char c : identifier) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string StandardDialect::qualified(std::string_view name_space, std::string_view name) const {
    return name_space.empty() ? quote(name) : quote(name_space) + '.' + quote(name);
}

std::string StandardDialect::literal(Cell cell) const {
    switch (cell.kind()) {
    case Kind::any:
    case Kind::null: return "NULL";
    case Kind::boolean: return cell.as_boolean() ? "TRUE" : "FALSE";
    case Kind::integer:
    case Kind::unsigned_integer:
    case Kind::real:
    case Kind::decimal: return Value(cell).to_string();
    case Kind::bytes: return "X'" + Value(cell).to_string() + '\'';
    default: break;
    }
    std::string quoted = "'";
    for (const char c : Value(cell).to_string()) {
        if (c == '\'') quoted += '\'';
        quoted += c;
    }
    return quoted + '\'';
}

std::string StandardDialect::parameter(std::size_t) const {
    return "?";
}

std::string StandardDialect::column_type(Kind kind, std::size_t max_length) const {
    switch (kind) {
    case Kind::boolean: return "BOOLEAN";
    case Kind::integer: return "BIGINT";
    case Kind::unsigned_integer: return "DECIMAL(20)";
    case Kind::real: return "DOUBLE PRECISION";
    case Kind::decimal: return "DECIMAL";
    case Kind::date: return "DATE";
    case Kind::time: return "TIME(6)";
    case Kind::timestamp: return "TIMESTAMP(6)";
    case Kind::timestamp_tz: return "TIMESTAMP(6) WITH TIME ZONE";
    case Kind::interval: return "INTERVAL DAY TO SECOND(6)";
    case Kind::bytes:
        return max_length == 0 ? "BLOB" : "VARBINARY(" + std::to_string(max_length) + ')';
    case Kind::uuid: return "CHAR(36)";
    default: return max_length == 0 ? "CLOB" : "VARCHAR(" + std::to_string(max_length) + ')';
    }
}

std::string StandardDialect::clock_milliseconds() const {
    return "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)";
}

std::string StandardDialect::limit(std::uint64_t rows, std::uint64_t offset) const {
    const std::string skipped = offset == 0 ? "" : "OFFSET " + std::to_string(offset) + " ROWS ";
    return skipped + "FETCH NEXT " + std::to_string(rows) + " ROWS ONLY";
}

std::string StandardDialect::begin(Isolation isolation, Access access) const {
    std::string text = "START TRANSACTION";
    const char* separator = " ";
    if (isolation != Isolation::standard) {
        text += " ISOLATION LEVEL ";
        if (isolation == Isolation::read_committed) text += "READ COMMITTED";
        if (isolation == Isolation::repeatable_read) text += "REPEATABLE READ";
        if (isolation == Isolation::serializable) text += "SERIALIZABLE";
        separator = ", ";
    }
    if (access == Access::read) text += std::string(separator) + "READ ONLY";
    if (access == Access::write) text += std::string(separator) + "READ WRITE";
    return text;
}

std::string StandardDialect::commit() const {
    return "COMMIT";
}
std::string StandardDialect::rollback() const {
    return "ROLLBACK";
}
std::string StandardDialect::savepoint(std::string_view name) const {
    return "SAVEPOINT " + quote(name);
}
std::string StandardDialect::release_savepoint(std::string_view name) const {
    return "RELEASE SAVEPOINT " + quote(name);
}
std::string StandardDialect::rollback_to_savepoint(std::string_view name) const {
    return "ROLLBACK TO SAVEPOINT " + quote(name);
}

std::vector<std::string> StandardDialect::set_lock_timeout(std::int64_t, Lasts) const {
    return {};
}
std::vector<std::string> StandardDialect::set_statement_timeout(std::int64_t, Lasts) const {
    return {};
}

namespace {

std::string schema_of(const Dialect& dialect, std::string_view name_space) {
    return name_space.empty() ? "CURRENT_SCHEMA" : dialect.literal(Cell::text(name_space));
}

} // namespace

std::string StandardDialect::table_exists(std::string_view name_space,
                                          std::string_view name) const {
    return "SELECT COUNT(*) > 0 FROM information_schema.tables WHERE table_schema = " +
           schema_of(*this, name_space) + " AND table_name = " + literal(Cell::text(name));
}

std::string StandardDialect::tables(std::string_view name_space) const {
    return "SELECT table_name, table_type = 'VIEW' FROM information_schema.tables "
           "WHERE table_schema = " +
           schema_of(*this, name_space);
}

std::unique_ptr<BodyTracker> StandardDialect::body_tracker() const {
    return nullptr;
}

Script StandardDialect::split(std::string_view script, std::uint32_t first_line) const {
    Script result;
    Lexer lexer(script, rules_, first_line);
    const std::unique_ptr<BodyTracker> body = body_tracker();
    Token first;
    std::size_t end = 0;
    const auto finish = [&] {
        if (first.kind != TokenKind::end)
            result.statements.push_back(
                {std::string(script.substr(first.offset, end - first.offset)), first.line});
        first = {};
        if (body) body->reset();
    };
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
        if (token.kind == TokenKind::unterminated) {
            result.problems.push_back({token.line, "what starts here with " +
                                                       std::string(token.text.substr(0, 2)) +
                                                       " is never closed"});
            return result;
        }
        if (body) body->see(token);
        if (token.is(";") && !(body && body->inside())) {
            finish();
            continue;
        }
        if (first.kind == TokenKind::end) first = token;
        end = token.offset + token.text.size();
    }
    finish();
    return result;
}

StatementTraits StandardDialect::classify(const ScriptStatement& statement) const {
    return classify_tokens(tokenize(statement.text, rules_));
}

StatementTraits StandardDialect::classify_tokens(std::span<const Token> tokens) const {
    return standard_traits(tokens, [this](std::string_view name) { return normalized_name(name); });
}

std::string StandardDialect::canonical(std::string_view sql) const {
    return varve::canonical(sql, rules_);
}

std::string StandardDialect::normalized_name(std::string_view written) const {
    std::string name;
    for (const Token& token : tokenize(written, rules_)) {
        if (token.kind == TokenKind::quoted_identifier) {
            name += token.text.substr(1, token.text.size() - 2);
            continue;
        }
        std::ranges::transform(token.text, std::back_inserter(name), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        });
    }
    return name;
}

} // namespace varve
