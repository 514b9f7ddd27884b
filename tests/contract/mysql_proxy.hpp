#pragma once

#include <memory>
#include <string>

namespace varve::test {

/// Stands before a MySQL server as a proxy does that shares the server's sessions out: the number
/// of a session that it tells a client is one of its own. Runs in threads of its own until it goes,
/// which its clients' sessions must have done before.
class RenumberingProxy {
public:
    explicit RenumberingProxy(const std::string& server_socket);
    ~RenumberingProxy();

    std::string socket() const;

private:
    class Listener;
    std::unique_ptr<Listener> listener_;
};

} // namespace varve::test
