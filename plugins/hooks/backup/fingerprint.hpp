#pragma once

#include "options.hpp"

#include "varve/db/driver.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace varve::backup {

/// What a database holds, in so few words that it can be kept and compared.
struct Fingerprint {
    struct Rows {
        std::uint64_t count = 0;
        std::string checksum; ///< the same for the same rows in any order
        friend bool operator==(const Rows&, const Rows&) = default;
    };
    std::map<std::string, Rows> tables;
    /// "table users" to a sum of its definition; nothing where the driver cannot tell.
    std::optional<std::map<std::string, std::string>> objects;
};

/// A database as a session of it sees it. The method outlives the call only.
struct Subject {
    const Driver& driver;
    const BackupMethod& method;
    Connection& connection;
};

/// Reads the rows one after another; `tick` is called now and then, and may throw.
Fingerprint fingerprint_of(const Subject& subject, Depth depth, const std::function<void()>& tick);

/// How definitions are compared. Owners and privileges are part of some of them.
enum class Compare : std::uint8_t { definitions, names };

/// In sentences what `found` has otherwise than `expected`; none where they are the same.
std::vector<std::string> differences(const Fingerprint& expected, const Fingerprint& found,
                                     Compare compare);

/// What stands in an empty database does not count: is there anything else?
bool is_empty(const Subject& subject);

} // namespace varve::backup
