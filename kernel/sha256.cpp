#include "kernel/sha256.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace varve {

namespace {

// Looked up once: OpenSSL 3 searches its providers at every use of EVP_sha256().
const EVP_MD* algorithm() {
    static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    if (found == nullptr) throw std::runtime_error("OpenSSL has no SHA-256 here");
    return found;
}

} // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
    EVP_DigestInit_ex2(context_, algorithm(), nullptr);
}
Sha256::~Sha256() {
    EVP_MD_CTX_free(context_);
}

void Sha256::add(std::string_view bytes) {
    EVP_DigestUpdate(context_, bytes.data(), bytes.size());
}

std::string Sha256::hex() {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<unsigned char, 32> sum;
    EVP_DigestFinal_ex(context_, sum.data(), nullptr);
    EVP_DigestInit_ex2(context_, nullptr, nullptr);
    std::string text;
    text.reserve(64);
    for (const unsigned char byte : sum) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

} // namespace varve
