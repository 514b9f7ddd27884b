#include "passwords.hpp"

#include "varve/error.hpp"

#include <array>
#include <sodium.h>

namespace varve::seed {

std::string password_hash(const std::string& password) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (sodium_init() < 0 || crypto_pwhash_str_alg(hash.data(), password.data(), password.size(),
                                                   crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                                   crypto_pwhash_MEMLIMIT_INTERACTIVE,
                                                   crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw Error("a password could not be hashed: that takes 64 MB of memory");
    return hash.data();
}

bool is_hash_of(const std::string& hash, const std::string& password) noexcept {
    return hash.size() < crypto_pwhash_STRBYTES &&
           crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

} // namespace varve::seed
