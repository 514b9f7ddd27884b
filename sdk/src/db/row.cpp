#include "varve/db/row.hpp"

namespace varve {

Rows::~Rows() = default;
RowSource::~RowSource() = default;

std::vector<RowValues> read_all(Rows& rows) {
    std::vector<RowValues> result;
    std::vector<Cell> row(rows.columns().size());
    while (rows.next(row)) {
        RowValues& values = result.emplace_back();
        values.reserve(row.size());
        for (const Cell cell : row) values.emplace_back(cell);
    }
    return result;
}

} // namespace varve
