#pragma once

#include "connection.hpp"

#include "varve/db/driver.hpp"

namespace varve::mysql {

/// A database beside the one that is asked for, with its character set and collation. As long as it
/// lives a session holds a named lock of its name.
class DatabaseScratch final : public Scratch {
public:
    /// DatabaseError(permission) where the user may make no databases.
    explicit DatabaseScratch(const ConnectRequest& request);
    ~DatabaseScratch() override;

    const Url& url() const noexcept override { return url_; }

private:
    ConnectRequest request_; ///< of the database beside it
    std::string name_;
    Url url_;
    MysqlConnection holder_;
};

/// Drops the scratch databases of processes that were killed: those whose lock nobody holds.
void drop_abandoned_scratches(MysqlConnection& connection);

} // namespace varve::mysql
