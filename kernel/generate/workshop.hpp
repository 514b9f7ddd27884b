#pragma once

#include "kernel/schema_reading.hpp"

#include <string>
#include <vector>

namespace varve {

/// A scratch database in which what is thought out is tried before anybody else does.
class Workshop {
public:
    Workshop(const Driver& driver, const ConnectRequest& beside);

    const Dialect& dialect() const { return place_.connection->dialect(); }

    /// `what` is at work, for the error of a statement that fails. Returns whether it goes in one
    /// transaction.
    bool run(const std::vector<std::string>& statements, const std::string& what);
    schema::DatabaseSchema read();
    /// Throws where it is not what it shall be.
    void require(const schema::DatabaseSchema& wanted, const std::string& what);
    /// Makes a schema, and returns how the database has it then: expressions may be written in
    /// another way, and nothing else may be another.
    schema::DatabaseSchema make(const schema::DatabaseSchema& model, const std::string& what);

private:
    bool can_share_transaction(const std::vector<std::string>& statements) const;
    bool run_in_transaction(const std::vector<std::string>& statements);
    void run_one_by_one(const std::vector<std::string>& statements, const std::string& what);

    const Driver& driver_;
    SchemaReading place_;
};

} // namespace varve
