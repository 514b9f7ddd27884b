#pragma once

#include "varve/schema/change.hpp"

namespace varve {

/// Do others have to go before what it was becomes what it is? Those that read a column do not let
/// its type change, those that speak of an enum's values that these go, a foreign key the key that
/// it refers to; and a view, a key or a partition is another when its text is, a domain when its
/// type is.
bool stands_in_the_way(const schema::Object& before, const schema::Object& after);

/// What holds no rows and is changed by making another: it goes before anything of its table
/// changes, and comes back behind it.
bool is_replaced(schema::ObjectKind kind);

} // namespace varve
