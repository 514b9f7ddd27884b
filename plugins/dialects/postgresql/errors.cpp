#include "errors.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace varve::postgresql {

namespace {

using Kind = DatabaseError::Kind;

struct Meaning {
    std::string_view sqlstate; ///< a whole one, or a class of two characters
    Kind kind;
};

// docs: Appendix A, PostgreSQL Error Codes. The first entry that fits counts.
constexpr std::array meanings{
    Meaning{"08P01", Kind::misuse}, // as when a parameter is missing
    Meaning{"08001", Kind::unreachable},
    Meaning{"08004", Kind::unreachable},
    Meaning{"08", Kind::connection_lost},
    Meaning{"0A", Kind::unsupported},
    Meaning{"22", Kind::invalid_data},
    Meaning{"23502", Kind::not_null_violation},
    Meaning{"23503", Kind::foreign_key_violation},
    Meaning{"23001", Kind::foreign_key_violation}, // restrict_violation
    Meaning{"23505", Kind::unique_violation},
    Meaning{"23P01", Kind::unique_violation}, // an exclusion constraint
    Meaning{"23514", Kind::check_violation},
    Meaning{"25006", Kind::read_only},
    Meaning{"25P02", Kind::misuse},          // a statement after an error, before the rollback
    Meaning{"25P03", Kind::connection_lost}, // idle in a transaction for too long
    Meaning{"26", Kind::misuse},
    Meaning{"28", Kind::authentication},
    Meaning{"34", Kind::misuse},
    Meaning{"3D000", Kind::unreachable},
    Meaning{"3F000", Kind::undefined_object},
    Meaning{"40P01", Kind::deadlock},
    Meaning{"40001", Kind::serialization},
    Meaning{"42501", Kind::permission},
    Meaning{"42601", Kind::syntax},
    Meaning{"42P01", Kind::undefined_object},
    Meaning{"42P02", Kind::undefined_object},
    Meaning{"42703", Kind::undefined_object},
    Meaning{"42704", Kind::undefined_object},
    Meaning{"42883", Kind::undefined_object},
    Meaning{"42P03", Kind::duplicate_object},
    Meaning{"42P04", Kind::duplicate_object},
    Meaning{"42P05", Kind::duplicate_object},
    Meaning{"42P06", Kind::duplicate_object},
    Meaning{"42P07", Kind::duplicate_object},
    Meaning{"42701", Kind::duplicate_object},
    Meaning{"42710", Kind::duplicate_object},
    Meaning{"42723", Kind::duplicate_object},
    Meaning{"44000", Kind::check_violation}, // WITH CHECK OPTION
    Meaning{"53100", Kind::disk_full},
    Meaning{"53200", Kind::out_of_memory},
    Meaning{"53300", Kind::unreachable},
    Meaning{"55P03", Kind::lock_timeout},
    Meaning{"57014", Kind::cancelled},
    Meaning{"57P03", Kind::unreachable},
    Meaning{"57P", Kind::connection_lost}, // the server or its administrator ended the session
};

std::string field(const PGresult* result, int code) {
    const char* text = result == nullptr ? nullptr : PQresultErrorField(result, code);
    return text == nullptr ? std::string() : std::string(text);
}

// Which row of a COPY, which line of a function: where the error is, when it is not in the text.
void add_context(std::string& detail, const PGresult* result) {
    constexpr std::size_t longest = 600;
    std::string context = field(result, PG_DIAG_CONTEXT);
    if (context.empty()) return;
    if (context.size() > longest) {
        std::size_t end = longest;
        while (end > 0 && (static_cast<unsigned char>(context[end]) & 0xC0U) == 0x80U) --end;
        context.resize(end);
        context += " …";
    }
    detail += (detail.empty() ? "" : "\n") + context;
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> pieces) noexcept {
    return std::ranges::any_of(
        pieces, [&](std::string_view piece) { return text.find(piece) != std::string_view::npos; });
}

} // namespace

DatabaseError::Kind kind_of_sqlstate(std::string_view sqlstate) noexcept {
    const auto found = std::ranges::find_if(
        meanings, [&](const Meaning& meaning) { return sqlstate.starts_with(meaning.sqlstate); });
    return found == meanings.end() ? Kind::other : found->kind;
}

std::size_t byte_position(std::string_view utf8, std::size_t character) noexcept {
    std::size_t offset = 0;
    for (std::size_t left = character; left > 1 && offset < utf8.size(); --left) {
        ++offset;
        while (offset < utf8.size() && (static_cast<unsigned char>(utf8[offset]) & 0xC0U) == 0x80U)
            ++offset;
    }
    return offset;
}

std::string on_one_line(std::string_view message) {
    std::string line;
    while (!message.empty()) {
        const std::size_t end = std::min(message.find('\n'), message.size());
        const std::string_view part = message.substr(0, end);
        if (!part.empty() && !part.starts_with('\t')) (line += line.empty() ? "" : "; ") += part;
        message.remove_prefix(std::min(end + 1, message.size()));
    }
    return line;
}

DatabaseError::Facts facts_of(PGconn& connection, const PGresult* result, SentText sent) {
    DatabaseError::Facts facts;
    facts.sqlstate = field(result, PG_DIAG_SQLSTATE);
    facts.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    facts.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
    facts.hint = field(result, PG_DIAG_MESSAGE_HINT);
    facts.statement = sent.text;
    facts.kind = kind_of_sqlstate(facts.sqlstate);
    add_context(facts.detail, result);
    const bool lost = PQstatus(&connection) == CONNECTION_BAD;
    if (facts.message.empty()) {
        const std::string words = on_one_line(result == nullptr ? PQerrorMessage(&connection)
                                                                : PQresultErrorMessage(result));
        facts.message = lost ? "the connection to the server is lost: " + words : words;
    }
    if (lost) facts.kind = Kind::connection_lost;

    const std::string position = field(result, PG_DIAG_STATEMENT_POSITION);
    std::size_t character = 0;
    std::from_chars(position.data(), position.data() + position.size(), character);
    if (character > sent.prefix) facts.position = byte_position(sent.text, character - sent.prefix);
    return facts;
}

// libpq gives no SQLSTATE for a connection that failed, only words; where the server speaks another
// language than English, that a password was used is the best sign left.
void throw_not_connected(PGconn& connection) {
    const std::string message = on_one_line(PQerrorMessage(&connection));
    if (message.starts_with("invalid ")) throw ConfigError("the database URL is wrong: " + message);
    const bool no_database =
        has_any(message, {"database \""}) && has_any(message, {"does not exist"});
    const bool refused =
        has_any(message, {"too many", "starting up", "shutting down", "not currently accepting"});
    const bool identity =
        PQconnectionNeedsPassword(&connection) != 0 ||
        has_any(message, {"authentication failed", "no password supplied", "pg_hba.conf", "role \"",
                          "not permitted to log in"}) ||
        (PQconnectionUsedPassword(&connection) != 0 && message.find("FATAL") != std::string::npos);

    DatabaseError::Facts facts{.kind = Kind::unreachable, .message = message};
    if (no_database) {
        facts.sqlstate = "3D000";
        facts.hint = "create it with: createdb " + std::string(PQdb(&connection));
    } else if (identity && !refused) {
        facts.kind = Kind::authentication;
        facts.hint =
            "give the password as VARVE_PASSWORD or password_file, in the URL, PGPASSWORD or "
            "PGPASSFILE, and check the user's name";
    } else {
        facts.hint = "is the server running, and are host and port right?";
    }
    throw DatabaseError(std::move(facts));
}

} // namespace varve::postgresql
