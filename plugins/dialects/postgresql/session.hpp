#pragma once

#include "varve/db/driver.hpp"

#include <libpq-fe.h>

#include <functional>
#include <memory>
#include <string_view>

namespace varve::postgresql {

/// An open session with a server: connected by libpqxx, used through libpq's handle, which binary
/// results and pipelines need. The one place that knows how libpqxx is made to give its handle.
class Session {
public:
    /// Throws DatabaseError(unreachable, authentication) or ConfigError.
    explicit Session(const ConnectRequest& request);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    PGconn* handle() const noexcept { return handle_; }

    /// Asks the server to stop what it does for us. From any thread, any time; never throws.
    void cancel() noexcept;

private:
    class Link;

    static void receive_notice(void* session, const PGresult* notice) noexcept;

    std::function<void(std::string_view)> on_notice_;
    std::unique_ptr<Link> link_;
    PGconn* handle_ = nullptr; ///< the link's
    PGcancel* cancel_ = nullptr;
};

} // namespace varve::postgresql
