#pragma once

#include "connection.hpp"

#include "varve/db/driver.hpp"

namespace varve::postgresql {

/// A database beside the one that is asked for, with its encoding and sorting and nothing else. As
/// long as it lives a session holds an advisory lock, whose key is the two numbers in its name;
/// those whose lock nobody holds were left behind by processes that were killed, and are dropped
/// first.
class DatabaseScratch final : public Scratch {
public:
    /// DatabaseError(permission) where the user may make no databases.
    explicit DatabaseScratch(const ConnectRequest& request);
    ~DatabaseScratch() override;

    /// Makes the schema that the user's search_path begins with, where it leads nowhere: as it does
    /// where that schema was made by hand. Unqualified names would have no place.
    void make_schema();

    const Url& url() const noexcept override { return url_; }

private:
    ConnectRequest request_; ///< of the database beside it, from which it is dropped
    PostgresqlConnection holder_;
    std::string name_;
    Url url_;
};

} // namespace varve::postgresql
