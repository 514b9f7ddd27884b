#include "kernel/migrate/checksums.hpp"

#include "varve/migration/migration.hpp"

namespace varve {

namespace {

// Each part ends with a NUL, which no SQL text holds, so that two parts cannot look like one.
constexpr char end_of_part = '\0';

std::string mode_part(const SqlOperation& operation) {
    std::string part = operation.transaction == TransactionMode::none ? "transaction=none" : "";
    return part += end_of_part;
}

} // namespace

std::string byte_checksum(const SqlOperation& operation, std::string_view dialect, Sha256& hash) {
    // Small parts are gathered: this is done for every migration at every start.
    std::string parts = mode_part(operation);
    for (const std::string& rule : operation.allows) parts += rule + end_of_part;
    for (const SqlFragment& fragment : operation.fragments) {
        if (!concerns(fragment.dialects, dialect)) continue;
        parts += fragment.single ? "single" : "script";
        parts += end_of_part;
        hash.add(parts);
        hash.add(fragment.text);
        parts.assign(1, end_of_part);
    }
    hash.add(parts);
    return "sha256:" + hash.hex();
}

std::string token_checksum(const SqlOperation& operation, const Dialect& dialect, Sha256& hash) {
    hash.add(mode_part(operation));
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
