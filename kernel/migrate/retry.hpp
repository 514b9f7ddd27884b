#pragma once

#include "varve/error.hpp"

#include <functional>

namespace varve {

/// How often something is tried that others may be in the way of, the first time included.
inline constexpr int most_attempts = 5;

/// Was another session in the way, so that the same may go well when it is tried again?
bool is_passing(DatabaseError::Kind kind) noexcept;

/// Sleeps, longer from attempt to attempt (from 1), so that two that met do not meet again.
void pause_after(int attempt_number);

/// Calls `write`, which is one transaction and leaves nothing behind where it fails, until nobody
/// is in its way.
void write_patiently(const std::function<void()>& write);

} // namespace varve
