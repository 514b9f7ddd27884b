#include "errors.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace varve::mysql {

namespace {

using Kind = DatabaseError::Kind;

struct Meaning {
    unsigned code;
    Kind kind;
};

// The server's own from 1000, those of MariaDB alone from 1900 and 4000, the client library's from
// 2000 to 2999, those of MySQL 5.7 and later from 3000.
constexpr std::array meanings{
    Meaning{1007, Kind::duplicate_object}, // database exists
    Meaning{1020, Kind::serialization},    // record has changed since last read
    Meaning{1021, Kind::disk_full},
    Meaning{1022, Kind::unique_violation},
    Meaning{1037, Kind::out_of_memory},
    Meaning{1038, Kind::out_of_memory},
    Meaning{1040, Kind::unreachable}, // too many connections
    Meaning{1041, Kind::out_of_memory},
    Meaning{1044, Kind::permission},
    Meaning{1045, Kind::authentication},
    Meaning{1046, Kind::misuse},      // no database selected
    Meaning{1047, Kind::unreachable}, // a node that its cluster has not, or has no more
    Meaning{1048, Kind::not_null_violation},
    Meaning{1049, Kind::undefined_object}, // unknown database
    Meaning{1050, Kind::duplicate_object},
    Meaning{1051, Kind::undefined_object},
    Meaning{1053, Kind::connection_lost}, // server shutdown in progress
    Meaning{1054, Kind::undefined_object},
    Meaning{1060, Kind::duplicate_object},
    Meaning{1061, Kind::duplicate_object},
    Meaning{1062, Kind::unique_violation},
    Meaning{1064, Kind::syntax},
    Meaning{1065, Kind::syntax}, // empty query
    Meaning{1091, Kind::undefined_object},
    Meaning{1095, Kind::permission}, // not owner of a thread
    Meaning{1109, Kind::undefined_object},
    Meaning{1114, Kind::disk_full}, // table is full
    Meaning{1115, Kind::undefined_object},
    Meaning{1128, Kind::undefined_object},
    Meaning{1129, Kind::unreachable},    // host is blocked
    Meaning{1130, Kind::authentication}, // host is not allowed
    Meaning{1138, Kind::not_null_violation},
    Meaning{1142, Kind::permission},
    Meaning{1143, Kind::permission},
    Meaning{1146, Kind::undefined_object},
    Meaning{1149, Kind::syntax},
    Meaning{1169, Kind::unique_violation},
    Meaning{1176, Kind::undefined_object},
    Meaning{1178, Kind::unsupported},
    Meaning{1193, Kind::undefined_object}, // unknown system variable
    Meaning{1203, Kind::unreachable},      // too many connections of this user
    Meaning{1205, Kind::lock_timeout},
    Meaning{1206, Kind::out_of_memory}, // lock table is full
    Meaning{1210, Kind::misuse},
    Meaning{1213, Kind::deadlock},
    Meaning{1216, Kind::foreign_key_violation},
    Meaning{1217, Kind::foreign_key_violation},
    Meaning{1227, Kind::permission},
    Meaning{1235, Kind::unsupported},
    Meaning{1243, Kind::misuse},
    Meaning{1264, Kind::invalid_data},
    Meaning{1265, Kind::invalid_data},
    Meaning{1273, Kind::undefined_object}, // unknown collation
    Meaning{1286, Kind::unsupported},      // unknown storage engine
    Meaning{1292, Kind::invalid_data},
    Meaning{1295, Kind::unsupported}, // not as a prepared statement
    Meaning{1300, Kind::invalid_data},
    Meaning{1304, Kind::duplicate_object},
    Meaning{1305, Kind::undefined_object},
    Meaning{1317, Kind::cancelled},
    Meaning{1359, Kind::duplicate_object},
    Meaning{1360, Kind::undefined_object},
    Meaning{1364, Kind::not_null_violation}, // no value and no default
    Meaning{1365, Kind::invalid_data},       // division by zero
    Meaning{1366, Kind::invalid_data},
    Meaning{1367, Kind::invalid_data},
    Meaning{1369, Kind::check_violation}, // WITH CHECK OPTION
    Meaning{1370, Kind::permission},
    Meaning{1406, Kind::invalid_data},
    Meaning{1410, Kind::permission},
    Meaning{1411, Kind::invalid_data},
    Meaning{1419, Kind::permission},
    Meaning{1451, Kind::foreign_key_violation},
    Meaning{1452, Kind::foreign_key_violation},
    Meaning{1537, Kind::duplicate_object},
    Meaning{1539, Kind::undefined_object},
    Meaning{1568, Kind::misuse}, // characteristics of an open transaction
    Meaning{1586, Kind::unique_violation},
    Meaning{1614, Kind::deadlock},
    Meaning{1630, Kind::undefined_object},
    Meaning{1690, Kind::invalid_data},
    Meaning{1698, Kind::authentication},
    Meaning{1701, Kind::foreign_key_violation},
    Meaning{1792, Kind::read_only},
    Meaning{1826, Kind::duplicate_object},
    Meaning{1836, Kind::read_only},
    Meaning{1845, Kind::unsupported}, // ALGORITHM or LOCK
    Meaning{1846, Kind::unsupported},
    Meaning{1862, Kind::authentication},
    Meaning{1927, Kind::connection_lost}, // connection was killed
    Meaning{1969, Kind::cancelled},       // max_statement_time
    Meaning{2002, Kind::unreachable},
    Meaning{2003, Kind::unreachable},
    Meaning{2005, Kind::unreachable},
    Meaning{2006, Kind::connection_lost},
    Meaning{2008, Kind::out_of_memory},
    Meaning{2013, Kind::connection_lost},
    Meaning{2014, Kind::misuse},      // commands out of sync
    Meaning{2026, Kind::unreachable}, // TLS
    Meaning{2030, Kind::misuse},
    Meaning{2031, Kind::misuse},
    Meaning{2055, Kind::connection_lost},
    Meaning{2059, Kind::authentication}, // a plugin for it cannot be loaded
    Meaning{3024, Kind::cancelled},      // max_execution_time
    Meaning{3101, Kind::serialization},  // another member of the group was first
    Meaning{3118, Kind::authentication}, // account is locked
    Meaning{3572, Kind::lock_timeout},   // NOWAIT
    Meaning{3730, Kind::foreign_key_violation},
    Meaning{3819, Kind::check_violation},
    Meaning{4025, Kind::check_violation},
    Meaning{4031, Kind::connection_lost},
    Meaning{4091, Kind::undefined_object}, // unknown sequence
    Meaning{4092, Kind::undefined_object}, // unknown view
    Meaning{4151, Kind::authentication},   // account is locked
};

Kind kind_of_sqlstate(std::string_view sqlstate) noexcept {
    if (sqlstate.starts_with("08")) return Kind::connection_lost;
    if (sqlstate.starts_with("22")) return Kind::invalid_data;
    if (sqlstate.starts_with("28")) return Kind::authentication;
    if (sqlstate == "42S02" || sqlstate == "42S22") return Kind::undefined_object;
    if (sqlstate == "42S01" || sqlstate == "42S21") return Kind::duplicate_object;
    if (sqlstate == "40001") return Kind::serialization;
    if (sqlstate == "0A000") return Kind::unsupported;
    return Kind::other;
}

constexpr unsigned option_prevents = 1290; // --read-only is one of several
constexpr unsigned commit_failed = 1180;   // with the storage engine's own code in its text
constexpr unsigned unknown_database = 1049;

static_assert(std::ranges::is_sorted(meanings, {}, &Meaning::code));

} // namespace

Failure failure_of(MYSQL* handle) {
    return {mysql_errno(handle), mysql_sqlstate(handle), mysql_error(handle)};
}

Failure failure_of(MYSQL_STMT* statement) {
    return {mysql_stmt_errno(statement), mysql_stmt_sqlstate(statement),
            mysql_stmt_error(statement)};
}

DatabaseError::Kind kind_of(const Failure& failure) noexcept {
    if (failure.code == option_prevents)
        return failure.message.find("read-only") != std::string::npos ||
                       failure.message.find("read_only") != std::string::npos
                   ? Kind::read_only
                   : Kind::unsupported;
    if (failure.code == commit_failed)
        return failure.message.find("error 149") != std::string::npos ? Kind::deadlock
                                                                      : Kind::other;
    const auto* const found = std::ranges::lower_bound(meanings, failure.code, {}, &Meaning::code);
    if (found != meanings.end() && found->code == failure.code) return found->kind;
    return kind_of_sqlstate(failure.sqlstate);
}

// The server quotes the text from the fault on, up to 80 bytes of it.
std::optional<std::size_t> position_of(std::string_view message, std::string_view statement) {
    constexpr std::string_view before = " near '";
    constexpr std::string_view behind = "' at line ";
    const std::size_t from = message.find(before);
    const std::size_t end = message.rfind(behind);
    if (from == std::string_view::npos || end == std::string_view::npos) return std::nullopt;
    const std::size_t begin = from + before.size();
    if (end < begin) return std::nullopt;
    const std::string_view quoted = message.substr(begin, end - begin);
    if (statement.ends_with(quoted)) return statement.size() - quoted.size();
    std::size_t line = 1;
    const std::string_view number = message.substr(end + behind.size());
    std::from_chars(number.data(), number.data() + number.size(), line);
    std::size_t start = 0;
    for (; line > 1 && start != std::string_view::npos; --line) {
        start = statement.find('\n', start);
        if (start != std::string_view::npos) ++start;
    }
    const std::size_t found = statement.find(quoted, start);
    return found == std::string_view::npos ? std::nullopt : std::optional(found);
}

DatabaseError error_of(const Failure& failure, std::string_view statement) {
    DatabaseError::Facts facts{.kind = kind_of(failure),
                               .message = failure.message,
                               .sqlstate = failure.sqlstate,
                               .native_code = static_cast<int>(failure.code),
                               .statement = std::string(statement)};
    if (facts.kind == Kind::connection_lost)
        facts.message = "the connection to the server is lost: " + facts.message;
    if (facts.kind == Kind::syntax) facts.position = position_of(failure.message, statement);
    return DatabaseError(std::move(facts));
}

DatabaseError not_connected(const Failure& failure, const std::string& database) {
    DatabaseError::Facts facts = error_of(failure, {}).facts();
    facts.message = failure.message;
    if (facts.kind == Kind::authentication)
        facts.hint = "give the password as VARVE_PASSWORD or password_file, or in the URL, and "
                     "check the user's name and from where it may connect";
    else if (facts.kind == Kind::permission)
        facts.hint = "let this user use the database: GRANT ALL ON `" + database + "`.* TO …";
    else if (failure.code == unknown_database)
        facts.hint = "create it with: CREATE DATABASE `" + database + "` CHARACTER SET utf8mb4";
    else
        facts.hint = "is the server running, and are host and port, or the socket, right?";
    const bool says_more = facts.kind == Kind::authentication || facts.kind == Kind::permission;
    if (!says_more) facts.kind = Kind::unreachable;
    return DatabaseError(std::move(facts));
}

DatabaseError misuse(std::string message, std::string_view statement) {
    return DatabaseError(
        {.kind = Kind::misuse, .message = std::move(message), .statement = std::string(statement)});
}

} // namespace varve::mysql
