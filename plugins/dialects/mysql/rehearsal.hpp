#pragma once

#include "varve/db/driver.hpp"

namespace varve::mysql {

/// Would a rehearsal tell anything of this plan?
bool changes_tables(Plan& plan);

/// Tries the statements of `plan` in the database `scratch`, one after the other, on empty copies
/// of the tables of the database of `request`; see Driver::rehearse.
void rehearse(const ConnectRequest& request, const Url& scratch, Plan& plan);

} // namespace varve::mysql
