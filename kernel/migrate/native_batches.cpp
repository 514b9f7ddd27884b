#include "kernel/migrate/native_batches.hpp"

#include "varve/db/transaction.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <array>

namespace varve {

namespace {

DatabaseError misuse(std::string message, const Batches& batches) {
    return DatabaseError({.kind = DatabaseError::Kind::misuse,
                          .message = std::move(message),
                          .statement = batches.query.text});
}

// As the database tells it: folded to small or capital letters, without quotes.
std::string_view unquoted(std::string_view name) {
    const bool quoted =
        name.size() > 2 && (name.front() == '"' || name.front() == '`' || name.front() == '[');
    return quoted ? name.substr(1, name.size() - 2) : name;
}

bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::size_t place_of_key(std::span<const ColumnInfo> columns, const Batches& batches) {
    const std::string_view key = unquoted(batches.key);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (same_name(columns[i].name, key)) return i;
    throw misuse("the query of these batches has no column " + batches.key +
                     ", by which they should go forward",
                 batches);
}

} // namespace

NativeBatches::NativeBatches(RunContext& context, const Step& step, const Batches& batches,
                             std::size_t number)
    : context_(context), step_(step),
      batches_(batches), place_{.version = step.version,
                                .direction = step.direction,
                                .statement = number,
                                .state = JournalEntry::State::batches,
                                .digest =
                                    Journal::digest(batches.query.text + '\0' + batches.key)} {
    if (batches.size == 0) throw misuse("batches of 0 rows never come to an end", batches);
    if (context.connection.in_transaction())
        throw misuse("in_batches commits as it goes, and a transaction is open; commit it before",
                     batches);
}

bool NativeBatches::find_place(std::span<const JournalEntry> journal) {
    const auto known = std::ranges::find(journal, place_.statement, &JournalEntry::statement);
    if (known == journal.end()) return true;
    if (known->digest != place_.digest)
        throw MigrationError(step_.origin + ": the query or the key of its batches number " +
                                 std::to_string(place_.statement) +
                                 " is not the one that was begun with; where they are, only the "
                                 "build that began them can go on",
                             ExitCode::history);
    place_.probe_state = known->probe_state;
    return !known->probe_state.empty();
}

// A literal made by the dialect, so that any kind of key can be kept as text.
std::string NativeBatches::condition() const {
    return place_.probe_state.empty() ? "" : " WHERE " + batches_.key + " > " + place_.probe_state;
}

std::uint64_t NativeBatches::count_rows() {
    constexpr std::array integer{Kind::integer};
    const auto row = context_.connection.query_row(
        {"SELECT COUNT(*) FROM (" + batches_.query.text + ") batch" + condition(),
         batches_.query.parameters},
        integer);
    return static_cast<std::uint64_t>(row.front().cell().as_integer());
}

std::vector<RowValues> NativeBatches::read() {
    const Dialect& dialect = context_.connection.dialect();
    const auto rows = context_.connection.query(
        {"SELECT * FROM (" + batches_.query.text + ") batch" + condition() + " ORDER BY " +
             batches_.key + ' ' + dialect.limit(batches_.size),
         batches_.query.parameters},
        batches_.kinds);
    const std::size_t key = place_of_key(rows->columns(), batches_);
    std::vector<RowValues> batch = read_all(*rows);
    if (batch.empty()) return batch;
    const Value& last = batch.back()[key];
    if (last.is_null())
        throw misuse("the key " + batches_.key + " of these batches is null in a row", batches_);
    place_.probe_state = dialect.literal(last.cell());
    return batch;
}

std::size_t NativeBatches::run_one(const MigrationContext::EachBatch& each) {
    context_.interruption.stop_here("what is done is recorded; the next run goes on from there");
    const Interruption::Cancellable cancellable(context_.interruption);
    std::vector<Statement> opening;
    if (auto guard = context_.lock.guard()) opening.push_back(std::move(*guard));
    Transaction transaction(
        context_.connection, {.access = Access::write}, std::move(opening),
        [](std::size_t, const Reply& reply) {
            if (!reply.rows.front().front().cell().as_boolean())
                throw LockLost("another run is at work in this database, though this one holds "
                               "the migration lock; the next run goes on from here");
        });
    const std::vector<RowValues> batch = read();
    if (!batch.empty()) each(batch);
    if (batch.size() < batches_.size) place_.probe_state.clear();
    auto replies = transaction.commit(
        context_.journal.write_statements(place_, context_.lock, context_.identity));
    if (replies.back().affected != 1)
        throw LockLost(
            "the migration lock was taken by another run; the next run goes on from here");
    return batch.size();
}

void NativeBatches::run(std::span<const JournalEntry> journal,
                        const MigrationContext::EachBatch& each) {
    if (!find_place(journal)) return;
    const std::uint64_t total = count_rows();
    std::uint64_t done = 0;
    std::size_t rows = batches_.size;
    while (rows == batches_.size) {
        rows = run_one(each);
        done += rows;
        context_.observer.progressed(step_, done, std::max(done, total));
    }
}

} // namespace varve
