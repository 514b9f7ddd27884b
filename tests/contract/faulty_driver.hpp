#pragma once

#include "varve/db/driver.hpp"

#include <cstdint>
#include <memory>

namespace varve::test {

/// A mistake that drivers are known to make.
enum class Fault : std::uint8_t {
    none,
    counts_no_rows,
    swallows_errors,
    tells_every_error_as_other,
    ignores_wanted_kinds,
    loses_the_last_row,
    finds_no_rows,
    names_no_columns,
    fetches_all_of_a_stream,
    runs_on_after_an_error,
    tells_of_no_replies,
    denies_its_transactions,
    never_cancels,
    resets_nothing,
    inserts_half_in_bulk,
    runs_prepared_statements_without_parameters,
    speaks_another_dialect,
    lets_everybody_lock,
    keeps_its_lock_for_ever,
    conflicts_when_it_first_creates, ///< no mistake: others may be creating at the same time
    refuses_every_other_update,      ///< nor this: a cluster may find that another was first
    lets_out_what_is_no_error,       ///< when a lease is given back
};

/// `driver`, which outlives it, with a fault.
std::unique_ptr<Driver> faulty(const Driver& driver, Fault fault);

} // namespace varve::test
