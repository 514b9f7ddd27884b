#include "result.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace varve::postgresql {

namespace {

bool fill(std::vector<Decode>& decoders, const PGresult& shape, std::span<const Kind> wanted,
          Decode (*choose)(Oid, Kind) noexcept) {
    for (std::size_t i = 0; i < decoders.size(); ++i)
        decoders[i] =
            choose(PQftype(&shape, static_cast<int>(i)), wanted.empty() ? Kind::any : wanted[i]);
    return std::ranges::none_of(decoders, [](Decode decode) { return decode == nullptr; });
}

} // namespace

std::uint64_t affected_rows(PGresult& result) noexcept {
    const std::string_view tag = PQcmdStatus(&result);
    constexpr std::array<std::string_view, 5> writes{"INSERT", "UPDATE", "DELETE", "MERGE", "COPY"};
    if (std::ranges::none_of(writes, [&](std::string_view verb) { return tag.starts_with(verb); }))
        return 0;
    const std::string_view count = PQcmdTuples(&result);
    std::uint64_t rows = 0;
    std::from_chars(count.data(), count.data() + count.size(), rows);
    return rows;
}

RowDecoder::RowDecoder(const PGresult& shape, std::span<const Kind> wanted, Prefer prefer)
    : wanted_(wanted.begin(), wanted.end()) {
    const auto width = static_cast<std::size_t>(PQnfields(&shape));
    if (!wanted.empty() && wanted.size() != width)
        throw DatabaseError({.kind = DatabaseError::Kind::misuse,
                             .message = "the statement returns " + std::to_string(width) +
                                        " columns, and " + std::to_string(wanted.size()) +
                                        " were wanted"});
    for (int i = 0; i < static_cast<int>(width); ++i) {
        const Oid type = PQftype(&shape, i);
        columns_.push_back({PQfname(&shape, i), kind_of(type), std::string(name_of(type))});
    }
    scratch_.resize(width);
    decoders_.resize(width);
    if (prefer == Prefer::binary && fill(decoders_, shape, wanted, binary_decoder))
        format_ = Format::binary;
    else
        fill(decoders_, shape, wanted, text_decoder);
}

void RowDecoder::decode(const PGresult& result, int row, std::span<Cell> cells) {
    for (std::size_t i = 0; i < decoders_.size(); ++i) {
        const int column = static_cast<int>(i);
        if (PQgetisnull(&result, row, column) != 0) {
            cells[i] = Cell();
            continue;
        }
        const std::string_view value(PQgetvalue(&result, row, column),
                                     static_cast<std::size_t>(PQgetlength(&result, row, column)));
        if (!decoders_[i](value, scratch_[i], cells[i])) refuse(i);
    }
}

// The value itself is left out: it may be somebody's data.
void RowDecoder::refuse(std::size_t column) const {
    const ColumnInfo& info = columns_[column];
    const Kind kind = wanted_.empty() || wanted_[column] == Kind::any ? info.kind : wanted_[column];
    throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                         .message = "a value of column \"" + info.name + "\" (type " +
                                    (info.type.empty() ? "unknown" : info.type) +
                                    ") cannot be read as " + std::string(to_string(kind))});
}

ResultRows::ResultRows(Result result, std::span<const Kind> wanted)
    : result_(std::move(result)), decoder_(*result_, wanted, RowDecoder::Prefer::text) {}

bool ResultRows::next(std::span<Cell> row) {
    if (next_ >= PQntuples(result_.get())) return false;
    decoder_.decode(*result_, next_++, row);
    return true;
}

} // namespace varve::postgresql
