#pragma once

#include "exchange.hpp"

#include "varve/db/connection.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace varve::postgresql {

/// Statements of one transaction as the text of one message of the simple protocol: an answer to it
/// costs both sides a fraction of what a pipeline of extended queries does.
struct Message {
    std::string text;
    std::vector<std::size_t> starts; ///< of each statement in the text
};

/// Nothing where they cannot be put into one: somebody's own statement, a parameter among quotes or
/// comments, or input to send.
std::optional<Message> one_message(std::span<const Statement> statements);

/// The replies to a batch, as they come.
struct Replies {
    const OnReply& on_reply;
    std::vector<Reply> all = {};

    void add(PGresult& result, const Statement& statement);
};

/// Sends it and adds a reply for each statement. The first error is thrown; what follows it did not
/// run.
void run_message(Exchange& exchange, const Message& message, std::span<const Statement> statements,
                 Replies& replies);

} // namespace varve::postgresql
