#include "kernel/migrate/checksums.hpp"

#include "varve/migration/migration.hpp"

namespace varve {

namespace {

// Each part ends with a NUL, which no SQL text holds, so that two parts cannot look like one.
constexpr std::string_view end_of_part{"\0", 1};

void add_mode(const SqlOperation& operation, Sha256& hash) {
    hash.add(operation.transaction == TransactionMode::none ? "transaction=none" : "");
    hash.add(end_of_part);
}

} // namespace

std::string byte_checksum(const SqlOperation& operation, std::string_view dialect, Sha256& hash) {
    add_mode(operation, hash);
    for (const std::string& rule : operation.allows) {
        hash.add(rule);
        hash.add(end_of_part);
    }
    for (const SqlFragment& fragment : operation.fragments) {
        if (!concerns(fragment.dialects, dialect)) continue;
        hash.add(fragment.single ? "single" : "script");
        hash.add(end_of_part);
        hash.add(fragment.text);
        hash.add(end_of_part);
    }
    return "sha256:" + hash.hex();
}

std::string token_checksum(const SqlOperation& operation, const Dialect& dialect, Sha256& hash) {
    add_mode(operation, hash);
    // Fragments are not told apart: splitting a stretch of SQL in two by a directive changes
    // nothing.
    for (const SqlFragment& fragment : operation.fragments) {
        if (!concerns(fragment.dialects, dialect.name())) continue;
        const std::string tokens = dialect.canonical(fragment.text);
        if (tokens.empty()) continue;
        hash.add(tokens);
        hash.add(" ");
    }
    return "tokens1:" + hash.hex();
}

} // namespace varve
