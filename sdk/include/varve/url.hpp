#pragma once

#include "varve/export.hpp"
#include "varve/secret.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace varve {

/// Where a database is: `scheme://user:password@host:port/path?name=value`, or `scheme:path`.
///
/// Only the shape is known here; what the parts mean is the driver's business. The password leaves
/// the text as soon as it is parsed: from the user part, or from a parameter `password`, `passwd`
/// or `pwd` in letters of any case. What may hold a password elsewhere is refused.
class VARVE_API Url {
public:
    Url() = default;

    /// Throws ConfigError (which does not quote the URL) where there is no scheme, a bad escape, a
    /// port that is no number, or an '@' where a password may stand before it.
    static Url parse(std::string_view text);

    /// Lower case, without the colon: "postgresql".
    const std::string& scheme() const noexcept { return scheme_; }
    const std::string& user() const noexcept { return user_; }
    /// All that stands between user and path, brackets, ports and commas included: "db1:5432,db2".
    const std::string& hosts() const noexcept { return hosts_; }
    /// Decoded; with the leading slash where there was an authority: "/abs/file.db", "relative.db".
    const std::string& path() const noexcept { return path_; }
    /// Was there a "//" after the scheme?
    bool has_authority() const noexcept { return has_authority_; }

    using Parameters = std::vector<std::pair<std::string, std::string>>;
    /// Decoded, in order, without the password. `sslpassword` is among them, and not in the text: a
    /// driver that uses it makes a Secret of it.
    const Parameters& parameters() const noexcept { return parameters_; }
    std::optional<std::string> parameter(std::string_view name) const;
    /// Throws ConfigError where a parameter is none of `known`, those of `database` ("SQLite"), or
    /// is there twice.
    void require_parameters(const std::vector<std::string>& known, std::string_view database) const;

    const std::optional<Secret>& password() const noexcept { return password_; }
    void set_password(Secret password) { password_ = std::move(password); }

    /// The same with another path, which is given decoded.
    Url with_path(std::string_view path) const;

    /// The URL as it was written, less the password: safe to print, and good for a client library.
    const std::string& text() const noexcept { return text_; }

private:
    std::string scheme_, user_, hosts_, path_, text_;
    bool has_authority_ = false;
    Parameters parameters_;
    std::optional<Secret> password_;
};

} // namespace varve
