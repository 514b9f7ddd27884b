#include "message.hpp"

#include "literals.hpp"

#include <array>
#include <exception>

namespace varve::postgresql {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// What may begin something that a parameter can hide in. Looked up: these texts are long.
bool is_special(char c) {
    static constexpr auto table_of_special = [] {
        std::array<bool, 256> table{};
        for (const unsigned char special : std::string_view("$'\"-/\\")) table[special] = true;
        return table;
    }();
    return table_of_special[static_cast<unsigned char>(c)];
}

// Appends the statement with literals in the place of its parameters. What would need a lexer is
// refused: a "$1" inside quotes or a comment is no parameter. Double quotes are names, and are
// stepped over.
bool append_with_literals(std::string& text, const Statement& statement) {
    const std::string& sql = statement.text;
    if (sql.find('\0') != std::string::npos) return false;
    if (statement.parameters.empty()) {
        text += sql;
        return sql.find("--") == std::string::npos; // it would swallow what follows
    }
    std::size_t used = 0;
    for (std::size_t at = 0; at < sql.size();) {
        std::size_t next = at;
        while (next < sql.size() && !is_special(sql[next])) ++next;
        text.append(sql, at, next - at);
        if (next == sql.size()) break;
        at = next;
        if (sql[at] == '"') {
            const std::size_t close = sql.find('"', at + 1);
            if (close == std::string::npos) return false;
            text.append(sql, at, close + 1 - at);
            at = close + 1;
            continue;
        }
        if (sql[at] != '$') return false;
        std::size_t number = 0;
        for (++at; at < sql.size() && is_digit(sql[at]) && number < 100'000; ++at)
            number = number * 10 + static_cast<std::size_t>(sql[at] - '0');
        if (number == 0 || number > statement.parameters.size()) return false;
        append_literal(text, statement.parameters[number - 1].cell());
        used = std::max(used, number);
    }
    return used == statement.parameters.size();
}

// The server counts positions in the whole message; whoever wrote the statement counts in that.
DatabaseError moved_into(const DatabaseError& error, const Message& message, std::size_t index,
                         const Statement& statement) {
    DatabaseError::Facts facts = error.facts();
    const std::size_t start = message.starts[index];
    const bool inside = facts.position && *facts.position >= start && statement.parameters.empty();
    facts.position = inside ? std::optional(*facts.position - start) : std::nullopt;
    facts.statement = statement.text;
    return DatabaseError(std::move(facts));
}

} // namespace

std::optional<Message> one_message(std::span<const Statement> statements) {
    Message message;
    message.text.reserve(2048);
    message.starts.reserve(statements.size());
    for (const Statement& statement : statements) {
        if (statement.input || statement.opaque) return std::nullopt;
        message.starts.push_back(message.text.size());
        if (!append_with_literals(message.text, statement)) return std::nullopt;
        message.text += ';';
    }
    return message;
}

void Replies::add(PGresult& result, const Statement& statement) {
    Reply& reply = all.emplace_back(Reply{.affected = affected_rows(result)});
    if (const int rows = statement.opaque ? 0 : PQntuples(&result); rows > 0) {
        RowDecoder decoder(result, {}, RowDecoder::Prefer::text);
        std::vector<Cell> cells(decoder.columns().size());
        for (int row = 0; row < rows; ++row) {
            decoder.decode(result, row, cells);
            RowValues& values = reply.rows.emplace_back();
            values.reserve(cells.size());
            for (const Cell cell : cells) values.emplace_back(cell);
        }
    }
    if (on_reply) on_reply(all.size() - 1, reply);
}

void run_message(Exchange& exchange, const Message& message, std::span<const Statement> statements,
                 Replies& replies) {
    exchange.require_idle();
    const std::string text = exchange.tagged(message.text);
    const std::size_t prefix = text.size() - message.text.size();
    if (PQsendQuery(&exchange.handle(), text.c_str()) != 1) exchange.fail(nullptr, message.text);
    std::exception_ptr error;
    std::size_t index = 0;
    const auto receive = [&] {
        if (index >= statements.size()) return Result(PQgetResult(&exchange.handle()));
        const StatementTimer timer = exchange.timed(statements[index].text);
        return Result(PQgetResult(&exchange.handle()));
    };
    while (const Result result = receive()) {
        if (error) continue;
        const std::size_t current = std::min(index++, statements.size() - 1);
        try {
            exchange.require_success(result.get(), std::string_view(text).substr(prefix));
            replies.add(*result, statements[current]);
        } catch (const DatabaseError& found) {
            error =
                std::make_exception_ptr(moved_into(found, message, current, statements[current]));
        } catch (...) {
            error = std::current_exception();
        }
        if (exchange.lost()) break;
    }
    if (error) std::rethrow_exception(error);
    if (index < statements.size()) exchange.fail(nullptr, statements[index].text);
}

} // namespace varve::postgresql
