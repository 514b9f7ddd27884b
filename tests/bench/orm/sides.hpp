#pragma once

#include "stones.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

/// What the ORM and a client library by itself do with the same rows on the same server.
namespace bench {

inline constexpr std::size_t row_count = 100'000;
inline constexpr std::size_t lookup_count = 20'000;
inline constexpr std::size_t rows_of_few = 256;

/// The work, by one of the two, with a table "bench_stones".
class Side {
public:
    virtual ~Side() = default;
    virtual void empty() = 0;
    virtual void insert_all(std::span<Stone> stones) = 0;
    virtual std::vector<Stone> select() = 0;
    virtual std::optional<Stone> find(std::int64_t id) = 0;
};

/// Another library that does the work.
struct Peer {
    const char* name;
    std::unique_ptr<Side> (*make)(const std::string& url);
};

std::unique_ptr<Side> make_floor(const std::string& url);
std::unique_ptr<Side> make_varve(const std::string& url);

/// The driver's own connection.
std::unique_ptr<varve::Connection> connect(const std::string& url);

/// Counts the round trips since it was last called.
using CountTrips = std::function<std::size_t()>;
/// Is given the URL of a proxy.
using WithProxy = std::function<void(const std::string& url, const CountTrips& trips)>;

/// One server's answers to what differs between servers.
struct Server {
    std::vector<Peer> peers;
    const char* table; ///< the statement that makes it
    /// A query of `Stone`s that are in no table, as many as its parameter says.
    const char* generated;
    /// Puts a proxy before the server.
    void (*with_proxy)(const std::string& url, const WithProxy& deed);
};
extern const Server server;

/// The command line of a benchmark: see `run`.
int main_of(int argc, char** argv);

} // namespace bench
