#pragma once

#include "varve/db/dialect.hpp"
#include "varve/db/statement.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve::mysql {

/// How a statement that is in a message with others is answered.
enum class Answer : std::uint8_t {
    own,     ///< with a result
    column,  ///< with the next column of the result before
    nothing, ///< with none, for its work is done with another's, or without it
};

/// Several statements as one text, their parameters written into it, so that one round trip takes
/// them all. The server answers each text between semicolons by itself, and each answer wakes us,
/// so what may go together goes together: settings, counts, and the ends of a transaction with one
/// change in it.
///
/// Only those that answer with a number, a count of rows among them, and that mean the same
/// whatever sql_mode says; never what is opaque, for that is shown as it is, or what takes a named
/// lock or lets go of one. A probe at a statement's end is taken over as it is.
class JointMessage {
public:
    explicit JointMessage(const Dialect& dialect) : dialect_(dialect) {}

    /// Makes the text of as many of the first statements as go together, and returns how many. One
    /// or none: the first goes by itself. `autocommits` tells whether a change that comes now is a
    /// transaction of its own.
    std::size_t join(std::span<const Statement> statements, bool autocommits);
    const std::string& text() const noexcept { return text_; }
    /// One for each statement.
    std::span<const Answer> answers() const noexcept { return answers_; }

private:
    enum class Role : std::uint8_t { begin, change, commit, setting, count, other };
    /// What a statement does, and its text around its parameters.
    struct Form {
        Role role;
        std::vector<std::string> pieces;
    };
    /// Where a statement that was added begins.
    struct Place {
        Role role;
        std::size_t begin;
    };

    static Role role_of(std::string_view text, std::string_view first_word);
    static std::optional<Form> form_of(std::string_view text);
    const std::optional<Form>& known_form(std::string_view text);
    bool write(const Statement& statement, const Form& form);
    bool add(const Statement& statement);
    void append(Role role);
    bool append_column();
    bool append_setting();
    bool leave_out_transaction();
    void add_literal(Cell cell);

    const Dialect& dialect_;
    std::string text_;
    std::string one_; ///< the statement that is to be added
    std::vector<Answer> answers_;
    std::vector<Place> places_;
    bool autocommits_ = false; ///< before the first statement
    bool commits_ = false;     ///< and now
    std::map<std::string, std::optional<Form>, std::less<>> known_;
};

} // namespace varve::mysql
