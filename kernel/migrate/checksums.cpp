#include "kernel/migrate/checksums.hpp"

namespace varve {

namespace {

// Each part ends with a NUL, which no SQL text holds, so that two parts cannot look like one.
constexpr std::string_view end_of_part("\0", 1);

// Never the values: they differ from one database to the next, and what was run does not change
// with them any more.
constexpr std::string_view placeholders_part("placeholders\0", 13);

// What must be true and what is run are not the same, though they look alike.
constexpr std::string_view expectation_part("expect\0", 7);

std::string_view mode_part(const SqlOperation& operation) {
    constexpr std::string_view automatic("\0", 1), none("transaction=none\0", 17);
    return operation.transaction == TransactionMode::none ? none : automatic;
}

} // namespace

std::string byte_checksum(const SqlOperation& operation, std::string_view dialect, Sha256& hash) {
    hash.add(mode_part(operation));
    if (operation.placeholders) hash.add(placeholders_part);
    for (const std::string& rule : operation.allows) {
        hash.add(rule);
        hash.add(end_of_part);
    }
    for (const SqlFragment& fragment : operation.fragments) {
        if (!concerns(fragment.dialects, dialect)) continue;
        if (fragment.expectation) hash.add(expectation_part);
        hash.add(fragment.single ? "single" : "script");
        hash.add(end_of_part);
        hash.add(fragment.text);
        hash.add(end_of_part);
    }
    return hash.hex("sha256:");
}

std::string token_checksum(const SqlOperation& operation, const Dialect& dialect, Sha256& hash) {
    hash.add(mode_part(operation));
    if (operation.placeholders) hash.add(placeholders_part);
    // Fragments are not told apart: splitting a stretch of SQL in two by a directive changes
    // nothing.
    for (const SqlFragment& fragment : operation.fragments) {
        if (!concerns(fragment.dialects, dialect.name())) continue;
        const std::string tokens = dialect.canonical(fragment.text);
        if (tokens.empty()) continue;
        if (fragment.expectation) hash.add(expectation_part);
        hash.add(tokens);
        hash.add(" ");
    }
    return hash.hex("tokens1:");
}

Checksums checksums_of(const SqlOperation& operation, const Dialect& dialect, Sha256& hash) {
    return {byte_checksum(operation, dialect.name(), hash),
            token_checksum(operation, dialect, hash)};
}

Checksums checksums_of(const Migration& migration, const Dialect& dialect, Sha256& hash) {
    if (migration.native) return {migration.native->checksum, migration.native->checksum};
    return checksums_of(migration.up, dialect, hash);
}

} // namespace varve
