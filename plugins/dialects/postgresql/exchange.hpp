#pragma once

#include "encode.hpp"
#include "errors.hpp"
#include "result.hpp"
#include "session.hpp"

#include "varve/db/statement.hpp"

#include <span>
#include <string>
#include <string_view>

namespace varve::postgresql {

/// The conversation over a session: a statement goes out, its answer comes back, errors are thrown.
class Exchange {
public:
    explicit Exchange(const ConnectRequest& request)
        : session_(request), on_statement_(request.on_statement) {}

    PGconn& handle() const noexcept { return *session_.handle(); }
    Session& session() noexcept { return session_; }

    bool in_transaction() const noexcept;
    bool lost() const noexcept { return PQstatus(&handle()) == CONNECTION_BAD; }

    /// A comment that goes out in front of every statement, so that the server's list of sessions
    /// tells whose it is; ASCII, without comment signs. Empty for none.
    void set_tag(std::string_view tag);
    /// `text` as it is to be sent now. DatabaseError(misuse) where it holds a NUL byte, or has no
    /// place for the last of so many parameters.
    std::string tagged(std::string_view text, int parameters = 0);
    std::size_t statements_sent() const noexcept { return statements_sent_; }
    /// Tells whoever wants to know how long a statement takes.
    StatementTimer timed(std::string_view text) const noexcept { return {on_statement_, text}; }

    /// Runs one statement to its end, COPY … FROM stdin with its input included.
    Result run(const Statement& statement);
    /// The same without input; the parameters are ready.
    Result run(std::string_view text, const Parameters& parameters);

    /// Prepares a statement on the server and describes it, in one round trip. An empty name is the
    /// unnamed statement, which the next one replaces.
    Result prepare(const std::string& name, std::string_view text);

    /// DatabaseError(misuse) while rows of an earlier statement are still being read.
    void require_idle() const;
    /// Marks that rows are being read one by one; `in_transaction` stays what it was.
    void start_streaming() noexcept;
    void end_streaming() noexcept { streaming_ = false; }

    /// `result` may be nullptr; then the connection itself tells what went wrong.
    [[noreturn]] void fail(const PGresult* result, std::string_view text) const;
    /// Throws unless the result is a success.
    void require_success(const PGresult* result, std::string_view text);
    /// Takes the next results until there is none and returns the first error, else the last one.
    /// A COPY among them is ended.
    Result drain();

private:
    Result finish(Result result, const Statement& statement);

    Session session_;
    const OnStatement on_statement_;
    std::string prefix_; ///< "/* tag */ "
    std::size_t statements_sent_ = 0;
    bool streaming_ = false;
    bool streaming_in_transaction_ = false;
    Parameters parameters_;
};

/// Cells that view the values, for as long as they live.
std::vector<Cell> cells_of(std::span<const Value> values);

} // namespace varve::postgresql
