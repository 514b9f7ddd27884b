#include "prepared.hpp"

namespace varve::sqlite {

SqliteRows::SqliteRows(Session& session, const Statement& statement, std::span<const Kind> wanted,
                       Fetch fetch)
    : cursor_(session, statement.text, wanted, 0), fetch_(fetch) {
    cursor_.start(cells_of(statement.parameters), fetch);
}

bool SqliteRows::next(std::span<Cell> row) {
    const bool more = cursor_.next(row);
    if (more && fetch_ == Fetch::all) cursor_.keep(row);
    return more;
}

SqlitePrepared::SqlitePrepared(Session& session, std::string_view text,
                               std::span<const Kind> wanted)
    : cursor_(session, std::string(text), wanted, SQLITE_PREPARE_PERSISTENT) {}

std::vector<Cell> cells_of(const std::vector<Value>& parameters) {
    std::vector<Cell> cells;
    cells.reserve(parameters.size());
    for (const Value& parameter : parameters) cells.push_back(parameter.cell());
    return cells;
}

} // namespace varve::sqlite
