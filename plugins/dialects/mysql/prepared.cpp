#include "prepared.hpp"

namespace varve::mysql {

std::vector<Cell> cells_of(const std::vector<Value>& parameters) {
    std::vector<Cell> cells;
    cells.reserve(parameters.size());
    for (const Value& parameter : parameters) cells.push_back(parameter.cell());
    return cells;
}

MysqlRows::MysqlRows(Session& session, std::string text, const std::vector<Value>& parameters,
                     std::span<const Kind> wanted, Fetch fetch)
    : cursor_(session, std::move(text), wanted) {
    cursor_.start_once(cells_of(parameters), fetch);
}

MysqlPrepared::MysqlPrepared(Session& session, std::string_view text, std::span<const Kind> wanted)
    : cursor_(session, std::string(text), wanted) {
    cursor_.prepare();
}

} // namespace varve::mysql
