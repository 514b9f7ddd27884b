#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace varve::test {

/// One message of PostgreSQL's protocol, version 3: a view of what a MessageReader holds.
struct WireMessage {
    char type = 0; ///< 0: a start-up packet, which has none
    std::string_view payload;
    std::string_view bytes; ///< all of it, as it came
};

/// Cuts a stream into messages.
class MessageReader {
public:
    /// A client's first packets have no type; a server's all do.
    enum class From { client, server };
    explicit MessageReader(From from) : typed_(from == From::server) {}

    void add(std::string_view bytes);
    /// The next whole message; good until the next call of any function.
    std::optional<WireMessage> next();
    /// From now on messages have a type.
    void start() noexcept { typed_ = true; }

private:
    std::string buffer_;
    std::size_t read_ = 0;
    bool typed_;
};

/// The code of a start-up packet.
enum class StartUp : unsigned { ssl = 80877103, gss_encryption = 80877104, cancel = 80877102 };
unsigned start_up_code(const WireMessage& message);

/// Follows what a client asks for, so that an execution can be traced to its statement's text.
class StatementFollower {
public:
    /// What the message executes; empty where it executes nothing.
    std::optional<std::string> executed(const WireMessage& message);

private:
    std::map<std::string, std::string, std::less<>> statements_, portals_; ///< name → text
};

} // namespace varve::test
