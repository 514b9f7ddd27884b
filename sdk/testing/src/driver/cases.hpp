#pragma once

#include "driver/trial.hpp"

/// The areas of the driver suite, one file each.
namespace varve::testing {

Suite connecting_cases(const SharedSubject& subject);
Suite value_cases(const SharedSubject& subject);
Suite wanted_kind_cases(const SharedSubject& subject);
Suite statement_cases(const SharedSubject& subject);
Suite row_cases(const SharedSubject& subject);
Suite batch_cases(const SharedSubject& subject);
Suite prepared_cases(const SharedSubject& subject);
Suite bulk_cases(const SharedSubject& subject);
Suite merging_cases(const SharedSubject& subject);
Suite streaming_cases(const SharedSubject& subject);
Suite transaction_cases(const SharedSubject& subject);
Suite session_cases(const SharedSubject& subject);
Suite error_cases(const SharedSubject& subject);
Suite conflict_cases(const SharedSubject& subject);
Suite spelling_cases(const SharedSubject& subject);
Suite understanding_cases(const SharedSubject& subject);
Suite lock_cases(const SharedSubject& subject);
Suite lease_cases(const SharedSubject& subject);
Suite scratch_cases(const SharedSubject& subject);

} // namespace varve::testing
