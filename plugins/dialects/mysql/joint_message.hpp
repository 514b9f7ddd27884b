#pragma once

#include "varve/db/dialect.hpp"
#include "varve/db/statement.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve::mysql {

/// Several statements as one text, their parameters written into it, so that one round trip takes
/// them all.
///
/// Only those that answer with a number, a count of rows among them, and that mean the same
/// whatever sql_mode says, and behind them a probe; never what is opaque, for that is shown as it
/// is, or what takes a named lock or lets go of one.
class JointMessage {
public:
    explicit JointMessage(const Dialect& dialect) : dialect_(dialect) {}

    /// Makes the text of as many of the first statements as go together, and returns how many. One
    /// or none: the first goes by itself.
    std::size_t join(std::span<const Statement> statements);
    const std::string& text() const noexcept { return text_; }

private:
    /// A statement's text around its parameters; nothing where it goes by itself.
    using Pieces = std::optional<std::vector<std::string>>;

    static Pieces pieces_of(std::string_view text);
    const Pieces& known_pieces(const std::string& text);
    bool add(const Statement& statement);
    bool add_probe(const Statement& statement);
    void add_literal(Cell cell);

    const Dialect& dialect_;
    std::string text_;
    std::map<std::string, Pieces, std::less<>> known_;
};

} // namespace varve::mysql
