#pragma once

#include "types.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// Cells on their way to the server.
namespace varve::postgresql {

/// The value as the input function of any fitting type reads it. Not for null.
void append_text(std::string& text, Cell cell);

/// Appends a cell of `kind`, as the receive function of `type` reads it; false where the value does
/// not fit the type.
using EncodeBinary = bool (*)(std::string& wire, Cell cell);

/// nullptr where cells of `kind` cannot be sent to columns of `type` in binary.
EncodeBinary binary_encoder(Oid type, Kind kind) noexcept;

/// The parameters of a statement as libpq takes them; used again and again to save allocations.
class Parameters {
public:
    /// Types go by the kinds of the cells. Throws DatabaseError(invalid_data).
    void set(std::span<const Cell> cells);
    /// For a prepared statement, whose types the server told.
    void set(std::span<const Cell> cells, std::span<const Oid> types);
    /// Values that are in the binary form of their types already, and live as long as they are
    /// used.
    void set_encoded(std::span<const std::string_view> values);

    int count() const noexcept { return static_cast<int>(values_.size()); }
    const Oid* types() const noexcept { return types_.data(); }
    const char* const* values() const noexcept { return values_.data(); }
    const int* lengths() const noexcept { return lengths_.data(); }
    const int* formats() const noexcept { return formats_.data(); }

private:
    void add(Cell cell, Oid type);
    void clear(std::size_t expected);
    void point_to_storage();

    static constexpr std::size_t null_value = SIZE_MAX;

    std::vector<Oid> types_;
    std::vector<std::size_t> offsets_; ///< into storage_, or null_value
    std::vector<const char*> values_;
    std::vector<int> lengths_, formats_;
    std::string storage_;
};

} // namespace varve::postgresql
