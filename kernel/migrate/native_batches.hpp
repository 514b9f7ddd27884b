#pragma once

#include "kernel/migrate/run_context.hpp"
#include "varve/migration/native_migration.hpp"
#include "varve/migration/plan.hpp"

#include <span>
#include <string>

namespace varve {

/// One call of in_batches: goes through the rows in the order of their key, from the key that the
/// journal knows. Each batch's transaction moves that on.
class NativeBatches {
public:
    /// `number` tells the calls of a migration apart, from 1.
    NativeBatches(RunContext& context, const Step& step, const Batches& batches,
                  std::size_t number);

    void run(std::span<const JournalEntry> journal, const MigrationContext::EachBatch& each);

private:
    /// False where all is done already.
    bool find_place(std::span<const JournalEntry> journal);
    std::uint64_t count_rows();
    std::size_t run_one(const MigrationContext::EachBatch& each);
    std::vector<RowValues> read();
    void move_on_to(const Value& key);
    std::string condition() const;

    RunContext& context_;
    const Step& step_;
    const Batches& batches_;
    JournalEntry place_;
};

} // namespace varve
