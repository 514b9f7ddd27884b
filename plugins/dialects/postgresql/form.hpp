#pragma once

#include "types.hpp"

#include <cstdint>

namespace varve::postgresql {

/// How a value looks on the wire in binary, of those that most values are: known beforehand, they
/// are read and written in place.
enum class Form : std::uint8_t {
    other,
    boolean,
    integer2,
    integer4,
    integer8,
    real8,
    view, ///< the bytes as they are: text, bytea, uuid
};

/// The form in which a cell of this kind goes into, or comes out of, a column of this type.
Form form_of(Oid type, Kind kind) noexcept;

} // namespace varve::postgresql
