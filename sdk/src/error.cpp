#include "varve/error.hpp"

#include "varve/secret.hpp"

#include <array>
#include <utility>

namespace varve {

Error::Error(const std::string& sentence, ExitCode exit_code)
    : std::runtime_error(redacted(sentence)), exit_code_(exit_code) {}
Error::~Error() = default;

ConfigError::ConfigError(const std::string& sentence) : Error(sentence, ExitCode::usage) {}
ConfigError::~ConfigError() = default;

PluginError::PluginError(std::string plugin, const std::string& sentence)
    : Error(sentence, ExitCode::plugin), plugin_(std::move(plugin)) {}
PluginError::~PluginError() = default;

MigrationError::MigrationError(const std::string& sentence, ExitCode exit_code)
    : Error(sentence, exit_code) {}
MigrationError::~MigrationError() = default;

namespace {

ExitCode exit_code_of(DatabaseError::Kind kind) {
    using enum DatabaseError::Kind;
    const bool unreachable_now =
        kind == unreachable || kind == authentication || kind == connection_lost;
    return unreachable_now ? ExitCode::unreachable : ExitCode::failed;
}

std::string sentence_of(const DatabaseError::Facts& facts) {
    std::string sentence = facts.message;
    if (!facts.detail.empty()) sentence += "\n  detail: " + facts.detail;
    if (!facts.hint.empty()) sentence += "\n  hint: " + facts.hint;
    return sentence;
}

DatabaseError::Facts without_secrets(DatabaseError::Facts facts) {
    const std::size_t size = facts.statement.size();
    for (std::string* text : {&facts.message, &facts.statement, &facts.detail, &facts.hint})
        *text = redacted(*text);
    if (facts.statement.size() != size) facts.position.reset(); // it would point elsewhere
    return facts;
}

} // namespace

DatabaseError::DatabaseError(Facts facts)
    : Error(sentence_of(facts), exit_code_of(facts.kind)),
      facts_(without_secrets(std::move(facts))) {}
DatabaseError::~DatabaseError() = default;

std::string_view to_string(DatabaseError::Kind kind) noexcept {
    constexpr std::array<std::string_view, 21> words{"other",
                                                     "unreachable",
                                                     "authentication",
                                                     "connection_lost",
                                                     "permission",
                                                     "read_only",
                                                     "syntax",
                                                     "undefined_object",
                                                     "duplicate_object",
                                                     "unique_violation",
                                                     "foreign_key_violation",
                                                     "not_null_violation",
                                                     "check_violation",
                                                     "invalid_data",
                                                     "lock_timeout",
                                                     "deadlock",
                                                     "serialization",
                                                     "cancelled",
                                                     "disk_full",
                                                     "out_of_memory",
                                                     "unsupported"};
    const auto index = static_cast<std::size_t>(kind);
    return index < words.size() ? words[index] : "misuse";
}

} // namespace varve
