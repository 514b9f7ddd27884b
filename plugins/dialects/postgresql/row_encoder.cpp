#include "row_encoder.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace varve::postgresql {

namespace {

/// A value behind its length.
template <class Integer> char* put_integer(char* at, Integer value) noexcept {
    return WireBuffer::put(WireBuffer::put(at, static_cast<std::int32_t>(sizeof value)), value);
}

std::string_view bytes_of(const Cell& cell) noexcept {
    if (cell.kind() != Kind::bytes && cell.kind() != Kind::uuid) return cell.as_text();
    return {reinterpret_cast<const char*>(cell.as_bytes().data()), cell.as_bytes().size()};
}

constexpr std::size_t most_of_fixed_size =
    12; ///< bytes of a value that is no view, with its length

} // namespace

RowEncoder::RowEncoder(const BulkInsert& target, std::span<const Oid> types)
    : room_(sizeof(std::int16_t) + target.columns.size() * most_of_fixed_size) {
    for (std::size_t i = 0; i < target.columns.size(); ++i) {
        const bool is_known = i < target.kinds.size();
        const Kind kind = is_known ? target.kinds[i] : Kind::any;
        columns_.push_back({kind, form_of(types[i], kind),
                            is_known ? binary_encoder(types[i], kind) : nullptr,
                            target.columns[i]});
    }
    binary_ = std::ranges::none_of(
        columns_, [](EncodeBinary encode) { return encode == nullptr; }, &Column::encode);
}

// The file header of COPY's binary format: its signature, no flags, no extension.
void RowEncoder::append_header(WireBuffer& to) const {
    if (binary_) to.append({"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19});
}

void RowEncoder::append_trailer(WireBuffer& to) const {
    if (binary_) to.append("\377\377");
}

template <class Integer>
inline Integer RowEncoder::narrowed(const Column& column, const Cell& cell) {
    if (!std::in_range<Integer>(cell.as_integer())) refuse(column, cell);
    return static_cast<Integer>(cell.as_integer());
}

// Leaves room for the values of fixed size that may follow.
inline char* RowEncoder::put_view(WireBuffer& to, char* at, std::string_view bytes) const {
    to.end_at(at);
    at = to.room(sizeof(std::int32_t) + bytes.size() + room_);
    return WireBuffer::put(WireBuffer::put(at, static_cast<std::int32_t>(bytes.size())), bytes);
}

// In line, for a call of each value would take as long as to write it. Texts with a NUL byte, which
// the server does not take, are left to it to refuse.
[[gnu::always_inline]] inline char* RowEncoder::put(WireBuffer& to, char* at, const Column& column,
                                                    const Cell& cell) {
    if (cell.is_null()) return WireBuffer::put(at, std::int32_t{-1});
    if (cell.kind() != column.kind) refuse(column, cell);
    switch (column.form) {
    case Form::boolean: return put_integer(at, static_cast<std::int8_t>(cell.as_boolean() ? 1 : 0));
    case Form::integer2: return put_integer(at, narrowed<std::int16_t>(column, cell));
    case Form::integer4: return put_integer(at, narrowed<std::int32_t>(column, cell));
    case Form::integer8: return put_integer(at, cell.as_integer());
    case Form::real8: return put_integer(at, std::bit_cast<std::int64_t>(cell.as_real()));
    case Form::view: return put_view(to, at, bytes_of(cell));
    case Form::other: break;
    }
    return put_other(to, at, column, cell);
}

void RowEncoder::append(WireBuffer& to, std::span<const Cell> row) {
    if (!binary_) return append_text_row(to, row);
    char* at = WireBuffer::put(to.room(room_), static_cast<std::int16_t>(row.size()));
    const Column* column = columns_.data();
    for (const Cell& cell : row) at = put(to, at, *column++, cell);
    to.end_at(at);
}

void RowEncoder::append_to_arrays(std::span<WireBuffer> arrays, std::span<const Cell> row) {
    const Column* column = columns_.data();
    WireBuffer* array = arrays.data();
    for (const Cell& cell : row) {
        array->end_at(put(*array, array->room(room_), *column++, cell));
        ++array;
    }
}

char* RowEncoder::put_other(WireBuffer& to, char* at, const Column& column, const Cell& cell) {
    scratch_.clear();
    if (!column.encode(scratch_, cell)) refuse(column, cell);
    return put_view(to, at, scratch_);
}

void RowEncoder::append_text_row(WireBuffer& to, std::span<const Cell> row) {
    scratch_.clear();
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0) scratch_ += '\t';
        if (row[i].is_null())
            scratch_ += "\\N";
        else
            escape(scratch_, columns_[i], row[i]);
    }
    scratch_ += '\n';
    to.append(scratch_);
}

void RowEncoder::escape(std::string& to, const Column& column, const Cell& cell) {
    text_.clear();
    append_text(text_, cell);
    for (const char c : text_) {
        if (c == '\0') refuse(column, cell);
        if (c == '\\' || c == '\t') to += '\\';
        if (c == '\n' || c == '\r')
            to += c == '\n' ? "\\n" : "\\r";
        else
            to += c;
    }
}

void RowEncoder::refuse(const Column& column, const Cell& cell) {
    throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                         .message = "a value of kind " + std::string(to_string(cell.kind())) +
                                    " does not fit column \"" + column.name + "\""});
}

} // namespace varve::postgresql
