#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace varve::test {

/// Stands before a MySQL server. Runs in threads of its own until it goes, which its clients'
/// sessions must have done before.
class MysqlProxy {
public:
    enum class Sessions : std::uint8_t {
        own,
        shared, ///< the number of a session that a client is told is the proxy's own
    };

    MysqlProxy(const std::string& server_socket, Sessions sessions);
    ~MysqlProxy();

    std::string socket() const;
    /// How often clients have spoken and were answered.
    std::size_t round_trips() const;

private:
    class Listener;
    std::unique_ptr<Listener> listener_;
};

} // namespace varve::test
