#pragma once

#include "varve/export.hpp"

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace varve {

/// SHA-256 of what is added, by OpenSSL. One object hashes many texts, one after the other.
class VARVE_API Sha256 {
public:
    Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    ~Sha256();

    void add(std::string_view bytes);
    /// `prefix` and 64 lower-case digits; the object then starts anew.
    std::string hex(std::string_view prefix = {});

private:
    void flush();

    evp_md_ctx_st* context_;
    std::string pending_; ///< what was added in small parts, for OpenSSL is slow to be called
};

} // namespace varve
