#pragma once

#include "varve/db/row.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace varve::seed {

/// Some rows of texts, kept, each with the line that it came from.
class Batch {
public:
    void add(std::span<const Cell> row, std::uint32_t line);
    void clear() noexcept;

    std::size_t rows() const noexcept { return lines_.size(); }
    bool full() const noexcept { return texts_.size() >= most_bytes || rows() >= most_rows; }
    std::uint32_t line(std::size_t row) const { return lines_[row]; }
    /// Valid until the batch is changed.
    void read(std::size_t row, std::span<Cell> cells) const;

private:
    static constexpr std::size_t most_bytes = std::size_t{1} << 21U;
    static constexpr std::size_t most_rows = 20'000;

    struct Piece {
        std::uint32_t at, size;
        bool null;
    };

    std::string texts_;
    std::vector<Piece> pieces_;
    std::vector<std::uint32_t> lines_;
};

/// Rows of a batch, from one to before another, on their way into the database.
class BatchRows : public RowSource {
public:
    BatchRows(const Batch& batch, std::size_t from, std::size_t to)
        : batch_(batch), at_(from), to_(to) {}

    bool next(std::span<Cell> row) override {
        if (at_ == to_) return false;
        batch_.read(at_++, row);
        return true;
    }

private:
    const Batch& batch_;
    std::size_t at_, to_;
};

} // namespace varve::seed
