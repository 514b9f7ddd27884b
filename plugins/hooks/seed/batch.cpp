#include "batch.hpp"

namespace varve::seed {

void Batch::add(std::span<const Cell> row, std::uint32_t line) {
    for (const Cell cell : row) {
        const std::string_view text = cell.is_null() ? std::string_view() : cell.as_text();
        pieces_.push_back({static_cast<std::uint32_t>(texts_.size()),
                           static_cast<std::uint32_t>(text.size()), cell.is_null()});
        texts_ += text;
    }
    lines_.push_back(line);
}

void Batch::clear() noexcept {
    texts_.clear();
    pieces_.clear();
    lines_.clear();
}

void Batch::read(std::size_t row, std::span<Cell> cells) const {
    const Piece* piece = &pieces_[row * cells.size()];
    for (Cell& cell : cells) {
        cell = piece->null ? Cell()
                           : Cell::text(std::string_view(texts_).substr(piece->at, piece->size));
        ++piece;
    }
}

} // namespace varve::seed
