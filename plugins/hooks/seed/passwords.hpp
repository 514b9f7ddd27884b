#pragma once

#include <string>

namespace varve::seed {

/// The argon2id hash of a password, with a salt of its own: "$argon2id$v=19$m=65536,t=2,p=1$…".
std::string password_hash(const std::string& password);

/// Is `hash` such a hash of this password?
bool is_hash_of(const std::string& hash, const std::string& password) noexcept;

} // namespace varve::seed
