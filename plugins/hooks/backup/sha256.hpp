#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace varve::backup {

/// SHA-256 of what is added, by OpenSSL. One object hashes many texts, one after the other.
class Sha256 {
public:
    using Sum = std::array<std::uint8_t, 32>;

    Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    ~Sha256();

    void add(std::string_view bytes);
    /// Of all that was added since the last one.
    Sum sum();

private:
    evp_md_ctx_st* context_;
};

std::string hex(const Sha256::Sum& sum);
std::string sha256_of(std::string_view text);
/// Error where the file cannot be read.
std::string sha256_of_file(const std::filesystem::path& file);

} // namespace varve::backup
