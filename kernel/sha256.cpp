#include "kernel/sha256.hpp"

#include <openssl/evp.h>

#include <algorithm>
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

void Sha256::flush() {
    EVP_DigestUpdate(context_, pending_.data(), pending_.size());
    pending_.clear();
}

void Sha256::add(std::string_view bytes) {
    constexpr std::size_t small = 1024;
    if (bytes.size() <= small) {
        pending_ += bytes;
        if (pending_.size() > small) flush();
        return;
    }
    flush();
    EVP_DigestUpdate(context_, bytes.data(), bytes.size());
}

std::string Sha256::hex(std::string_view prefix) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<unsigned char, 32> sum;
    flush();
    EVP_DigestFinal_ex(context_, sum.data(), nullptr);
    EVP_DigestInit_ex2(context_, nullptr, nullptr);
    std::string text(prefix.size() + 2 * sum.size(), '0');
    char* end = std::ranges::copy(prefix, text.data()).out;
    for (const unsigned char byte : sum) {
        *end++ = digits[byte >> 4U];
        *end++ = digits[byte & 15U];
    }
    return text;
}

} // namespace varve
