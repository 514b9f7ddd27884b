#pragma once

#include "connection.hpp"

#include <memory>

namespace varve::mysql {

/// A session that sees the database as at one moment, in which a second one can be told to begin to
/// see it so too.
class Moment {
public:
    /// Where the user may not flush tables, nobody is kept from writing while the second session
    /// begins: a warning says so.
    explicit Moment(const ConnectRequest& request);

    Connection& connection() noexcept { return reader_; }
    /// The second session has begun: others may write again.
    void end_waiting();

private:
    bool keep_others_from_writing();

    MysqlConnection reader_;
    std::unique_ptr<MysqlConnection> lock_;
};

} // namespace varve::mysql
