#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace varve::test {

/// Where a proxy breaks one connection, as if the network had failed. Each happens once.
struct Cut {
    enum class Moment : std::uint8_t {
        before,     ///< the server never sees the message
        unanswered, ///< the server does what it says, the client never hears of it
    };

    /// At the `count`-th message that contains `text`: the text of a query, of a prepared statement
    /// as it is executed, a parameter, COPY data. An empty text is in every message of a session
    /// after its start.
    std::string text;
    std::size_t count = 1;
    Moment moment = Moment::before;
};

struct ProxyOptions {
    std::vector<Cut> cuts = {};
    std::chrono::milliseconds delay{0}; ///< before each batch of the client's is passed on
    bool record = false;                ///< keep statements and COPY data
    enum class Listen : std::uint8_t { socket, tcp } listen = Listen::socket;
};

/// What went through a proxy, all sessions together.
struct Traffic {
    std::size_t sessions = 0;
    std::size_t round_trips =
        0;                    ///< times that the client spoke and was answered, start-up included
    std::size_t messages = 0; ///< of the client, after the start of a session
    std::size_t cuts = 0;
    std::vector<std::string> statements = {}; ///< in the order in which they were executed
    std::vector<std::string> copies = {};     ///< the data of each COPY … FROM stdin
};

/// Stands between a client and a PostgreSQL server and understands their protocol (version 3,
/// unencrypted; encryption is declined). Runs in threads of its own until it goes.
class Proxy {
public:
    /// `server_url` as libpq reads it. Throws std::runtime_error where it has no host or port.
    explicit Proxy(const std::string& server_url, ProxyOptions options = {});
    ~Proxy();

    /// `server_url` with the proxy's own host and port.
    std::string url() const;
    Traffic traffic() const;
    void reset_traffic();
    /// Replaces the cuts that are still to come.
    void set_cuts(std::vector<Cut> cuts);

private:
    class Listener;
    std::unique_ptr<Listener> listener_;
};

} // namespace varve::test
