#pragma once

#include "errors.hpp"
#include "joint_message.hpp"
#include "location.hpp"
#include "server.hpp"
#include "session_changes.hpp"

#include "varve/db/connection.hpp"
#include "varve/db/driver.hpp"
#include "varve/db/statement.hpp"

#include <mysql.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve::mysql {

struct CloseHandle {
    void operator()(MYSQL* handle) const noexcept { mysql_close(handle); }
};
using HandlePtr = std::unique_ptr<MYSQL, CloseHandle>;

struct FreeResult {
    void operator()(MYSQL_RES* result) const noexcept { mysql_free_result(result); }
};
using ResultPtr = std::unique_ptr<MYSQL_RES, FreeResult>;

/// An open connection with a server, and what all its statements share.
class Session {
public:
    /// Throws DatabaseError(unreachable, authentication, permission) or ConfigError.
    explicit Session(const ConnectRequest& request);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() = default;

    MYSQL* handle() const noexcept { return handle_.get(); }
    const Server& server() const noexcept { return server_; }
    const std::string& database() const noexcept { return database_; }
    /// What the server calls this session; KILL takes it.
    std::uint64_t id() const noexcept { return mysql_thread_id(handle_.get()); }
    /// Is it the server's only as far as a proxy lends it?
    bool shared() const noexcept { return shared_; }
    bool in_transaction() const noexcept;
    bool autocommits() const noexcept;
    bool lost() const noexcept { return lost_; }
    const SessionChanges& changes() const noexcept { return changes_; }
    void forget_limits() noexcept { changes_.forget_limits(); }

    /// Tells whoever wants to know how long a statement takes.
    StatementTimer timed(std::string_view statement) const noexcept {
        return {request_.on_statement, statement};
    }
    /// To be called before a statement is prepared, or run without that.
    void prepares(std::string_view statement);
    /// To be called before each run of a statement. Throws misuse while a result streams, and where
    /// the server has rolled the transaction back and its owner does not know yet.
    void starts(std::string_view statement);
    /// To be called when the server is done with a statement, and its result is not on its way.
    void ends(unsigned warnings);
    /// What went wrong with `statement`; also looks at what is left of the transaction.
    DatabaseError failed(const Failure& failure, std::string_view statement);

    /// Runs one statement without parameters and returns its rows, as text; null where it has none.
    /// `affected` is set to the number of rows that it changed.
    ResultPtr run(std::string_view statement, std::uint64_t& affected);

    /// Runs `statements`, which `message` was made of, up to the first that fails: `replies` gets
    /// what each answered. Returns what went wrong; what the server notes is passed over, for they
    /// are varve's own.
    std::optional<DatabaseError> run_together(const JointMessage& message,
                                              std::span<const Statement> statements,
                                              std::vector<Reply>& replies);

    /// May a statement have taken a named lock, or let go of one, since this was said to be known?
    /// What a message of several does is known.
    bool doubts_locks() const noexcept { return doubts_locks_; }
    void knows_locks() noexcept { doubts_locks_ = false; }

    /// The server sends rows as they are read, so it can do nothing else meanwhile.
    void streams(bool streaming) noexcept { streaming_ = streaming; }

    /// From any thread.
    void cancel() noexcept;

private:
    void allow_several(bool several);
    ResultPtr take_results(std::string_view statement, std::uint64_t& affected);
    void learn_server();
    void set_up();
    void pass_on_warnings();
    void require_ready(std::string_view statement);
    bool take_result(std::vector<Reply>& columns);

    ConnectRequest request_;
    Location location_;
    HandlePtr handle_;
    Server server_;
    std::string database_;
    SessionChanges changes_;
    bool shared_ = false;
    bool streaming_ = false;
    bool several_ = false; ///< a text may have several statements in it
    bool doubts_locks_ = true;
    bool lost_ = false;
    bool doomed_ = false; ///< the server has rolled the transaction back
    std::atomic<bool> busy_ = false;
};

} // namespace varve::mysql
