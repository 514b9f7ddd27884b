#pragma once

#include <string>
#include <string_view>

namespace varve::postgresql {

/// An expression or a query, as the server writes it once it has read what it wrote itself: it
/// writes some in another way the first time, and from then on always in this one.
///
///     ((x)::text = ANY ((ARRAY['a'::character varying])::text[]))     x IN ('a', …)
///     ((x)::text = ANY (ARRAY[('a'::character varying)::text]))
///     (((x >= 1) AND (x <= 2)) AND y)                                 x BETWEEN 1 AND 2 AND y
///     ((x >= 1) AND (x <= 2) AND y)
std::string settled(std::string_view text);

} // namespace varve::postgresql
