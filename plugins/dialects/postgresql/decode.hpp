#pragma once

#include "types.hpp"

#include <string>
#include <string_view>

/// What the server sent for one value, as a cell.
namespace varve::postgresql {

/// Makes `cell` from `value`, in `scratch` where it cannot be a view of `value`; false where the
/// value cannot be had in the kind that was wanted.
using Decode = bool (*)(std::string_view value, std::string& scratch, Cell& cell);

/// For a value in binary form; nullptr where that type cannot be read as `wanted` that way.
Decode binary_decoder(Oid type, Kind wanted) noexcept;

/// For a value in text form (DateStyle ISO, IntervalStyle postgres).
Decode text_decoder(Oid type, Kind wanted) noexcept;

/// The same for arrays of one dimension. Of a type that we do not know, enums among them, the
/// elements are text, and are read in text form only.
Decode binary_array_decoder(Oid type) noexcept;
Decode text_array_decoder(Oid type) noexcept;

} // namespace varve::postgresql
