#pragma once

#include "support/process_launch.hpp"
#include "support/proxy.hpp"
#include "support/proxy_wire.hpp"

#include <mutex>
#include <string_view>

namespace varve::test {

/// What all sessions of a proxy share.
class ProxyLedger {
public:
    explicit ProxyLedger(ProxyOptions options) : options_(std::move(options)) {}

    Traffic traffic() const;
    void reset_traffic();
    void set_cuts(std::vector<Cut> cuts);

    std::chrono::milliseconds delay() const noexcept { return options_.delay; }
    void count(std::size_t Traffic::*what);
    void record_statement(const std::string& text);
    void record_copy(std::string data);
    /// The cut that a message with this content sets off now.
    std::optional<Cut> cut_at(std::string_view content);

private:
    mutable std::mutex mutex_;
    ProxyOptions options_;
    Traffic traffic_;
};

/// One client, one connection to the server, and what passes between them.
class ProxySession {
public:
    ProxySession(ProxyLedger& ledger, Descriptor client, Descriptor server);

    /// Until either side leaves, a cut comes, or `stop` is readable.
    void serve(int stop);

private:
    struct Side {
        Descriptor socket;
        MessageReader reader;
        std::string out = {}; ///< still to be written to it
    };

    bool exchange(int stop);
    bool receive(Side& from, bool (ProxySession::*pass)(const WireMessage&));
    bool flush(Side& to);
    bool pass_start_up(const WireMessage& message);
    bool pass_to_server(const WireMessage& message);
    bool pass_to_client(const WireMessage& message);
    bool meets_cut(const WireMessage& message, const std::optional<std::string>& executed);
    void record(const WireMessage& message, const std::optional<std::string>& executed);
    void follow(const WireMessage& message);

    ProxyLedger* ledger_;
    Side client_, server_;
    StatementFollower follower_;
    std::string copy_;
    bool started_ = false;      ///< the server has said that it is ready
    bool client_spoke_ = false; ///< since the server last did
    bool by_query_ = true;      ///< the last execution was of the simple protocol
    std::size_t unready_ = 0;   ///< answers that end in "ready" still to come
    std::optional<std::size_t> answers_before_cut_;
};

} // namespace varve::test
