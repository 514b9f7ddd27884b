#include "checks.hpp"

#include "dialect.hpp"
#include "location.hpp"

#include <algorithm>

namespace varve::mysql {

namespace {

// "Access denied for user 'ann'@'%' to database 'shop'".
std::string user_in(const std::string& message) {
    constexpr std::string_view before = "for user ";
    const std::size_t start = message.find(before);
    if (start == std::string::npos) return "…";
    const std::size_t from = start + before.size();
    return quoted_user(message.substr(from, message.find(' ', from) - from));
}

std::string encrypted(const Url& url) {
    std::string text = url.text();
    const std::string mode = "ssl-mode=";
    const std::size_t at = text.find(mode);
    if (at == std::string::npos)
        return text + (text.find('?') == std::string::npos ? '?' : '&') + mode + "REQUIRED";
    const std::size_t value = at + mode.size();
    const std::size_t end = std::min(text.find('&', value), text.size());
    return text.replace(value, end - value, "REQUIRED");
}

} // namespace

Diagnosis explain_refusal(const DatabaseError& error, const ConnectRequest& request) {
    const DatabaseError::Facts& facts = error.facts();
    const Location location = parse_location(request.url);
    const std::string& database = location.database;
    Diagnosis diagnosis{
        .severity = Diagnosis::Severity::problem, .what = facts.message, .remedy = facts.hint};
    // MariaDB does not say that a connection was refused for being in the clear.
    const bool in_the_clear = location.tls == Location::Tls::disabled && !location.host.empty();
    switch (facts.native_code) {
    case 1040: // too many connections
        diagnosis.remedy = "end sessions that nobody needs, or let an administrator, for whom one "
                           "place is kept, say:";
        diagnosis.sql = "SET GLOBAL max_connections = 2 * @@GLOBAL.max_connections";
        break;
    case 1203: // max_user_connections, of the server
    case 1226: // of the user
        diagnosis.remedy = "end sessions of this user that nobody needs, or raise the limit";
        break;
    case 1044: // no right to the database
        diagnosis.remedy = "check the name in the URL, or let an administrator say:";
        diagnosis.sql = "GRANT ALL ON " + quoted_identifier(database_pattern(database)) + ".* TO " +
                        user_in(facts.message);
        break;
    case 1049: // unknown database
        diagnosis.remedy = "check the name in the URL, or let an administrator make it:";
        diagnosis.sql = "CREATE DATABASE " + quoted_identifier(database) + " CHARACTER SET utf8mb4";
        break;
    case 1129: // host is blocked
        diagnosis.remedy = "find out what breaks connections off, and let an administrator say:";
        diagnosis.sql = "FLUSH HOSTS";
        break;
    case 1130: // host is not allowed
        diagnosis.remedy = "no user may connect from this machine: let an administrator make one "
                           "for it (CREATE USER 'name'@'address')";
        break;
    case 2005: diagnosis.remedy = "check the host's name in the URL"; break;
    case 1045:
    case 3159: // insecure transport
        if (!in_the_clear) break;
        diagnosis.remedy = facts.hint + "; if the server lets in encrypted connections (TLS) "
                                        "only, ask for one:";
        diagnosis.command = "export VARVE_URL=" + shell_word(encrypted(request.url));
        break;
    default: break;
    }
    return diagnosis;
}

} // namespace varve::mysql
