#pragma once

#include "varve/plugin/project.hpp"

#include <map>
#include <string>

namespace varve::seed {

/// What the table <prefix>seed says: which seeds are in the database, and with which content.
class Records {
public:
    Records(Connection& connection, const OwnTables& own);

    /// The sum of what was put there last; empty where nothing was.
    std::string checksum(const std::string& seed) const;

    /// Makes the table where it is missing. Outside a transaction.
    void prepare();
    /// In the transaction that put the seed there.
    void write(const std::string& seed, const std::string& checksum, std::uint64_t rows,
               const std::string& who);

private:
    Connection& connection_;
    std::string name_space_, name_, table_;
    bool exists_ = false;
    std::map<std::string, std::string> checksums_;
};

} // namespace varve::seed
