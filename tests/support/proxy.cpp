#include "support/proxy.hpp"

#include "support/proxy_session.hpp"
#include "support/temp_dir.hpp"

#include <cerrno>
#include <cstring>
#include <libpq-fe.h>
#include <list>
#include <map>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sstream>
#include <stdexcept>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <system_error>
#include <thread>

namespace varve::test {

namespace {

using Parameters = std::map<std::string, std::string>;

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

/// The parameters of a connection string, as libpq reads them.
Parameters parse(const std::string& url) {
    char* problem = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(url.c_str(), &problem), &PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> owned(problem, &PQfreemem);
    if (options == nullptr) throw std::runtime_error(problem);
    Parameters result;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr) result[option->keyword] = option->val;
    if (result["host"].empty() || result["port"].empty())
        throw std::runtime_error("the proxy needs a URL with host and port");
    return result;
}

std::string escaped(const std::string& text) {
    std::ostringstream result;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || std::strchr("-._~/", c) != nullptr)
            result << c;
        else
            result << '%' << std::hex << std::uppercase
                   << (static_cast<unsigned>(static_cast<unsigned char>(c)) | 0x100U) % 0x100U;
    }
    return result.str();
}

sockaddr_un socket_address(const std::string& directory, const std::string& port) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = directory + "/.s.PGSQL." + port;
    if (path.size() >= sizeof address.sun_path)
        throw std::runtime_error("path too long for a socket: " + path);
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

template <typename Address> const sockaddr* generic(const Address& address) {
    return static_cast<const sockaddr*>(static_cast<const void*>(&address));
}

Descriptor connect_socket(const Parameters& server) {
    const sockaddr_un address = socket_address(server.at("host"), server.at("port"));
    Descriptor result(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(result.get(), generic(address), sizeof address) != 0) return {};
    return result;
}

/// Small messages go out at once; on a socket that is not TCP this does nothing.
void do_not_wait(const Descriptor& socket) {
    const int yes = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

Descriptor connect_tcp(const Parameters& server) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(server.at("host").c_str(), server.at("port").c_str(), &hints, &found) != 0)
        return {};
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(found, &::freeaddrinfo);
    Descriptor result(::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(result.get(), found->ai_addr, found->ai_addrlen) != 0) return {};
    return result;
}

Descriptor connect_to(const Parameters& server) {
    return server.at("host").front() == '/' ? connect_socket(server) : connect_tcp(server);
}

} // namespace

class Proxy::Listener {
public:
    Listener(const std::string& server_url, ProxyOptions options)
        : server_(parse(server_url)), by_socket_(options.listen == ProxyOptions::Listen::socket),
          ledger(std::move(options)), stop_(::eventfd(0, EFD_CLOEXEC)) {
        by_socket_ ? listen_on_socket() : listen_on_tcp();
        if (::listen(socket_.get(), 100) != 0) fail("listen");
        thread_ = std::thread([this] { accept(); });
    }

    ~Listener() {
        ::eventfd_write(stop_.get(), 1);
        thread_.join();
        for (std::thread& session : sessions_) session.join();
    }

    std::string url() const {
        Parameters rest = server_;
        std::string result = "postgresql://" + escaped(rest["user"]);
        if (!rest["password"].empty()) result += ":" + escaped(rest["password"]);
        result += by_socket_ ? "@" : "@127.0.0.1:" + port_;
        result += "/" + escaped(rest["dbname"]) + "?";
        for (const char* const used : {"user", "password", "dbname", "host", "port", "hostaddr"})
            rest.erase(used);
        if (by_socket_) rest.insert({{"host", directory_.path().string()}, {"port", port_}});
        for (const auto& [name, value] : rest) result += name + "=" + escaped(value) + "&";
        result.pop_back();
        return result;
    }

private:
    void listen_on_socket() {
        port_ = "5432";
        const sockaddr_un address = socket_address(directory_.path().string(), port_);
        socket_ = Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (::bind(socket_.get(), generic(address), sizeof address) != 0) fail("bind");
    }

    void listen_on_tcp() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socket_ = Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (::bind(socket_.get(), generic(address), sizeof address) != 0) fail("bind");
        socklen_t size = sizeof address;
        ::getsockname(socket_.get(), const_cast<sockaddr*>(generic(address)), &size);
        port_ = std::to_string(ntohs(address.sin_port));
    }

    void accept() {
        while (true) {
            pollfd events[]{{stop_.get(), POLLIN, 0}, {socket_.get(), POLLIN, 0}};
            if (::poll(events, 2, -1) < 0 && errno != EINTR) return;
            if (events[0].revents != 0) return;
            if (events[1].revents == 0) continue;
            Descriptor client(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
            Descriptor server = connect_to(server_);
            // Without a server the client sees what it would see of a dead one.
            do_not_wait(client);
            do_not_wait(server);
            if (client && server) serve(std::move(client), std::move(server));
        }
    }

    void serve(Descriptor client, Descriptor server) {
        auto session = std::make_unique<ProxySession>(ledger, std::move(client), std::move(server));
        sessions_.emplace_back([this, session = std::move(session)]() mutable {
            session->serve(stop_.get());
            session.reset(); // closes both sides now, not when the proxy goes
        });
    }

    Parameters server_;
    bool by_socket_;

public:
    ProxyLedger ledger;

private:
    TempDir directory_;
    Descriptor stop_, socket_;
    std::string port_;
    std::list<std::thread> sessions_;
    std::thread thread_;
};

Proxy::Proxy(const std::string& server_url, ProxyOptions options)
    : listener_(std::make_unique<Listener>(server_url, std::move(options))) {}
Proxy::~Proxy() = default;

std::string Proxy::url() const {
    return listener_->url();
}
Traffic Proxy::traffic() const {
    return listener_->ledger.traffic();
}
void Proxy::reset_traffic() {
    listener_->ledger.reset_traffic();
}
void Proxy::set_cuts(std::vector<Cut> cuts) {
    listener_->ledger.set_cuts(std::move(cuts));
}

} // namespace varve::test
