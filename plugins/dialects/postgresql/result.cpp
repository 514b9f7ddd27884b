#include "result.hpp"

#include "big_endian.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <array>
#include <bit>
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

RowDecoder::RowDecoder(const PGresult& shape, std::span<const Kind> wanted, Prefer prefer) {
    const auto width = static_cast<std::size_t>(PQnfields(&shape));
    if (!wanted.empty() && wanted.size() != width)
        throw DatabaseError({.kind = DatabaseError::Kind::misuse,
                             .message = "the statement returns " + std::to_string(width) +
                                        " columns, and " + std::to_string(wanted.size()) +
                                        " were wanted"});
    scratch_.resize(width);
    decoders_.resize(width);
    if (prefer == Prefer::binary && fill(decoders_, shape, wanted, binary_decoder))
        format_ = Format::binary;
    else
        fill(decoders_, shape, wanted, text_decoder);
    for (std::size_t i = 0; i < width; ++i) {
        const int column = static_cast<int>(i);
        const Oid type = PQftype(&shape, column);
        columns_.push_back({PQfname(&shape, column), kind_of(type), std::string(name_of(type))});
        const bool is_any = wanted.empty() || wanted[i] == Kind::any;
        kinds_.push_back(is_any ? kind_of(type) : wanted[i]);
        forms_.push_back(format_ == Format::binary ? form_of(type, kinds_[i]) : Form::other);
    }
}

namespace {

template <class Integer> bool read_integer(std::string_view value, Cell& cell) noexcept {
    if (value.size() != sizeof(Integer)) return false;
    cell = Cell::integer(read_big_endian<Integer>(value));
    return true;
}

bool read_real(std::string_view value, Cell& cell) noexcept {
    if (value.size() != sizeof(double)) return false;
    cell = Cell::real(std::bit_cast<double>(read_big_endian<std::uint64_t>(value)));
    return true;
}

} // namespace

void RowDecoder::decode(const PGresult& result, int row, std::span<Cell> cells) {
    const Form* const forms = forms_.data();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const int column = static_cast<int>(i);
        Cell& cell = cells[i];
        const int length = PQgetlength(&result, row, column);
        if (length == 0 && PQgetisnull(&result, row, column) != 0) {
            cell = Cell();
            continue;
        }
        const std::string_view value(PQgetvalue(&result, row, column),
                                     static_cast<std::size_t>(length));
        bool is_read = true;
        switch (forms[i]) {
        case Form::boolean: cell = Cell::boolean(length == 1 && value.front() != '\0'); break;
        case Form::integer2: is_read = read_integer<std::int16_t>(value, cell); break;
        case Form::integer4: is_read = read_integer<std::int32_t>(value, cell); break;
        case Form::integer8: is_read = read_integer<std::int64_t>(value, cell); break;
        case Form::real8: is_read = read_real(value, cell); break;
        case Form::view: cell = Cell::view(kinds_[i], value); break;
        case Form::other: is_read = decoders_[i](value, scratch_[i], cell); break;
        }
        if (!is_read) refuse(i);
    }
}

// The value itself is left out: it may be somebody's data.
void RowDecoder::refuse(std::size_t column) const {
    const ColumnInfo& info = columns_[column];
    throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                         .message = "a value of column \"" + info.name + "\" (type " +
                                    (info.type.empty() ? "unknown" : info.type) +
                                    ") cannot be read as " +
                                    std::string(to_string(kinds_[column]))});
}

ResultRows::ResultRows(Result result, std::span<const Kind> wanted)
    : result_(std::move(result)), decoder_(*result_, wanted, RowDecoder::Prefer::text) {}

bool ResultRows::next(std::span<Cell> row) {
    if (next_ >= PQntuples(result_.get())) return false;
    decoder_.decode(*result_, next_++, row);
    return true;
}

} // namespace varve::postgresql
