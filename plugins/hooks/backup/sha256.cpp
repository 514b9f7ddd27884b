#include "sha256.hpp"

#include "varve/error.hpp"

#include <fstream>
#include <new>
#include <openssl/evp.h>
#include <vector>

namespace varve::backup {

namespace {

// Looked up once: OpenSSL 3 searches its providers at every use of EVP_sha256().
const EVP_MD* algorithm() {
    static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    if (found == nullptr) throw Error("OpenSSL has no SHA-256 here");
    return found;
}

} // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
    if (context_ == nullptr) throw std::bad_alloc();
    EVP_DigestInit_ex2(context_, algorithm(), nullptr);
}
Sha256::~Sha256() {
    EVP_MD_CTX_free(context_);
}

void Sha256::add(std::string_view bytes) {
    EVP_DigestUpdate(context_, bytes.data(), bytes.size());
}

Sha256::Sum Sha256::sum() {
    Sum sum{};
    EVP_DigestFinal_ex(context_, sum.data(), nullptr);
    EVP_DigestInit_ex2(context_, nullptr, nullptr);
    return sum;
}

std::string hex(const Sha256::Sum& sum) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : sum) text += {digits[byte >> 4U], digits[byte & 15U]};
    return text;
}

std::string sha256_of(std::string_view text) {
    Sha256 sha256;
    sha256.add(text);
    return hex(sha256.sum());
}

std::string sha256_of_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> buffer(1U << 20U);
    Sha256 sha256;
    while (stream) {
        stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        sha256.add({buffer.data(), static_cast<std::size_t>(stream.gcount())});
    }
    if (!stream.eof()) throw Error("the file " + file.string() + " cannot be read");
    return hex(sha256.sum());
}

} // namespace varve::backup
