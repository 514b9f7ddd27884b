#include "varve/db/row.hpp"

namespace varve {

Rows::~Rows() = default;
std::uint64_t Rows::affected() const {
    return 0;
}

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
