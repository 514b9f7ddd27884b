#pragma once

#include "varve/testing/driver_suite.hpp"

#include <vector>

namespace varve::testing {

/// Values that a column of `kind` has to keep: the least, the greatest, the empty, the odd ones.
std::vector<Value> samples(Kind kind, const DriverFacts& facts);

/// Those that are too large for a literal.
std::vector<Value> large_samples(Kind kind);

/// The same value? Decimals by their number and JSON by its content, as databases write both in
/// their own way; NaN is the same as NaN.
bool same_value(const Value& a, const Value& b);

/// "samples(kind)[1]", an ordinary one.
Value ordinary(Kind kind);

} // namespace varve::testing
