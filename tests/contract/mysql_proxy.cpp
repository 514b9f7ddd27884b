#include "mysql_proxy.hpp"

#include "support/temp_dir.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <list>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace varve::test {

namespace {

/// A descriptor that is closed when it goes.
class Socket {
public:
    explicit Socket(int number) : number_(number) {
        if (number < 0) throw std::system_error(errno, std::generic_category(), "a socket");
    }
    Socket() : Socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    ~Socket() { ::close(number_); }

    int number() const noexcept { return number_; }

private:
    int number_;
};

sockaddr_un address_of(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    return address;
}

/// False where the other side has gone.
bool pass_on(int from, int to) {
    std::array<char, 16384> buffer;
    const ssize_t size = ::read(from, buffer.data(), buffer.size());
    return size > 0 &&
           ::send(to, buffer.data(), static_cast<std::size_t>(size), MSG_NOSIGNAL) == size;
}

// Protocol::HandshakeV10: a header of four bytes, the protocol's version, the server's version up
// to a NUL, and the session's number in four bytes, the least first.
void pass_on_handshake(int server, int client, MysqlProxy::Sessions sessions) {
    std::array<char, 1024> packet;
    const ssize_t size = ::recv(server, packet.data(), packet.size(), 0);
    if (size <= 0) return;
    constexpr std::size_t version = 5;
    const std::size_t number =
        std::string_view(packet.data(), static_cast<std::size_t>(size)).find('\0', version) + 1;
    if (sessions == MysqlProxy::Sessions::shared)
        packet.at(number + 3) ^= 0x40; // far from any that the server has
    ::send(client, packet.data(), static_cast<std::size_t>(size), MSG_NOSIGNAL);
}

void serve(const Socket& client, const std::string& server_socket, MysqlProxy::Sessions sessions,
           std::atomic<std::size_t>& round_trips) {
    const Socket server;
    const sockaddr_un address = address_of(server_socket);
    if (::connect(server.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
        0)
        return;
    pass_on_handshake(server.number(), client.number(), sessions);
    bool client_spoke = false;
    std::array<pollfd, 2> ends{{{client.number(), POLLIN, 0}, {server.number(), POLLIN, 0}}};
    for (bool open = true; open && ::poll(ends.data(), ends.size(), -1) > 0;) {
        if (ends[0].revents != 0) {
            client_spoke = true;
            open = pass_on(ends[0].fd, ends[1].fd);
        }
        if (!open || ends[1].revents == 0) continue;
        if (std::exchange(client_spoke, false)) ++round_trips;
        open = pass_on(ends[1].fd, ends[0].fd);
    }
}

} // namespace

class MysqlProxy::Listener {
public:
    Listener(std::string server_socket, Sessions sessions)
        : server_socket_(std::move(server_socket)), kind_(sessions) {
        const sockaddr_un address = address_of(path());
        if (::bind(door_.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
                0 ||
            ::listen(door_.number(), SOMAXCONN) != 0)
            throw std::system_error(errno, std::generic_category(), path());
        accepting_ = std::jthread([this] { accept_all(); });
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener() {
        ::shutdown(door_.number(), SHUT_RDWR);
        accepting_.join();
    }

    std::string path() const { return (directory_ / "socket").string(); }
    std::size_t round_trips() const noexcept { return round_trips_; }

private:
    void accept_all() {
        for (int client = ::accept(door_.number(), nullptr, nullptr); client >= 0;
             client = ::accept(door_.number(), nullptr, nullptr))
            sessions_.emplace_back(
                [this, client] { serve(Socket(client), server_socket_, kind_, round_trips_); });
    }

    TempDir directory_;
    std::string server_socket_;
    Sessions kind_;
    std::atomic<std::size_t> round_trips_ = 0;
    Socket door_;
    std::list<std::jthread> sessions_;
    std::jthread accepting_;
};

MysqlProxy::MysqlProxy(const std::string& server_socket, Sessions sessions)
    : listener_(std::make_unique<Listener>(server_socket, sessions)) {}
MysqlProxy::~MysqlProxy() = default;

std::string MysqlProxy::socket() const {
    return listener_->path();
}
std::size_t MysqlProxy::round_trips() const {
    return listener_->round_trips();
}

} // namespace varve::test
