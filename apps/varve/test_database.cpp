#include "apps/varve/test_database.hpp"

#include "kernel/load/plugin_call.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <array>

namespace varve {

namespace {

struct Relation {
    std::string name;
    bool is_view = false;
};

std::vector<Relation> relations_of(Connection& connection) {
    const std::string question = connection.dialect().tables({});
    if (question.empty())
        throw Error("the dialect '" + std::string(connection.dialect().name()) +
                    "' does not list tables (Dialect::tables), so nothing can be cleaned up in "
                    "the database; a program that links varve::testing can make one for each case");
    try {
        std::vector<Relation> relations;
        const auto rows = connection.query({question}, std::array{Kind::text, Kind::boolean});
        for (const RowValues& row : read_all(*rows))
            relations.push_back({row[0].to_string(), row[1].cell().as_boolean()});
        return relations;
    } catch (const DatabaseError& error) {
        throw Error(std::string("the tables of the database cannot be listed: ") + error.what() +
                    "; is Dialect::tables right?");
    }
}

void drop(Connection& connection, const Relation& relation) {
    connection.execute((relation.is_view ? "DROP VIEW " : "DROP TABLE ") +
                       connection.dialect().quote(relation.name));
}

// Those that none of the others needs; the reason why the last of the others stays.
std::string drop_what_can_be(Connection& connection, std::vector<Relation>& relations) {
    std::string reason;
    std::erase_if(relations, [&](const Relation& relation) {
        try {
            drop(connection, relation);
            return true;
        } catch (const DatabaseError& error) {
            reason = error.what();
            return false;
        }
    });
    return reason;
}

} // namespace

TestDatabase::TestDatabase(const Driver& driver, ConnectRequest request)
    : driver_(driver), request_(std::move(request)) {
    for (Relation& relation : relations_of(*connect())) found_.push_back(std::move(relation.name));
}

std::unique_ptr<Connection> TestDatabase::connect() const {
    return guarded_call(driver_.name(), "connecting", [&] { return driver_.connect(request_); });
}

void TestDatabase::clean() const {
    const auto connection = connect();
    std::vector<Relation> made = relations_of(*connection);
    std::erase_if(made, [&](const Relation& relation) {
        return std::ranges::find(found_, relation.name) != found_.end();
    });
    while (!made.empty()) {
        const std::size_t before = made.size();
        const std::string reason = drop_what_can_be(*connection, made);
        if (made.size() == before)
            throw Error("'" + made.front().name + "' cannot be dropped: " + reason);
    }
}

} // namespace varve
