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

// As it can stand in brackets: without its semicolon, and with an end to a comment in its last
// line.
std::string as_subquery(std::string_view text) {
    const std::size_t last = text.find_last_not_of(" \t\r\n;");
    return "(" + std::string(text.substr(0, last + 1)) + "\n) batch";
}

std::string identity_of(const Batches& batches) {
    std::string text = batches.query.text + '\0' + batches.key;
    for (const Value& parameter : batches.query.parameters)
        text += '\0' + (parameter.is_null() ? "null" : parameter.to_string());
    return text;
}

} // namespace

NativeBatches::NativeBatches(RunContext& context, const Step& step, const Batches& batches,
                             std::size_t number)
    : context_(context), step_(step),
      batches_(batches), place_{.version = step.version,
                                .direction = step.direction,
                                .statement = number,
                                .state = JournalEntry::State::batches,
                                .digest = Journal::digest(identity_of(batches))} {
    if (batches.size == 0) throw misuse("batches of 0 rows never come to an end", batches);
    if (context.connection.in_transaction())
        throw misuse("in_batches commits as it goes, and a transaction is open; commit it before",
                     batches);
}

bool NativeBatches::find_place(std::span<const JournalEntry> journal) {
    const auto known = std::ranges::find(journal, place_.statement, &JournalEntry::statement);
    if (known == journal.end()) return true;
    if (known->digest != place_.digest)
        throw MigrationError(step_.origin +
                                 ": the query, a parameter or the key of its batches number " +
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
        {"SELECT COUNT(*) FROM " + as_subquery(batches_.query.text) + condition(),
         batches_.query.parameters},
        integer);
    return static_cast<std::uint64_t>(row.front().cell().as_integer());
}

// The key is asked for once more, as the database has it: as the author wants it, it may not be
// what the database compares.
std::vector<RowValues> NativeBatches::read() {
    const Dialect& dialect = context_.connection.dialect();
    std::vector<Kind> kinds = batches_.kinds;
    if (!kinds.empty()) kinds.push_back(Kind::any);
    const auto rows = context_.connection.query(
        {"SELECT batch.*, " + batches_.key + " AS varve_key FROM " +
             as_subquery(batches_.query.text) + condition() + " ORDER BY " + batches_.key + ' ' +
             dialect.limit(batches_.size),
         batches_.query.parameters},
        kinds);
    std::vector<RowValues> batch = read_all(*rows);
    if (batch.empty()) return batch;
    move_on_to(batch.back().back());
    for (RowValues& row : batch) row.pop_back();
    return batch;
}

void NativeBatches::move_on_to(const Value& key) {
    if (key.is_null())
        throw misuse("the key " + batches_.key + " of these batches is null in a row", batches_);
    if (key.cell().kind() == Kind::real)
        throw misuse("the key " + batches_.key +
                         " of these batches is a floating-point number, which has no exact text; "
                         "choose another",
                     batches_);
    std::string literal = context_.connection.dialect().literal(key.cell());
    if (literal == place_.probe_state)
        throw misuse("the key " + batches_.key +
                         " of these batches does not go forward: the database takes " + literal +
                         " for greater than itself",
                     batches_);
    place_.probe_state = std::move(literal);
}

std::size_t NativeBatches::run_one(const MigrationContext::EachBatch& each) {
    context_.interruption.stop_here(
        step_.native && step_.native->retryable
            ? "what is done is recorded; the next run goes on from there"
            : "its batches that are done are recorded; it does not say that it may be called "
              "again, so a person must settle it: the next run tells how");
    const Interruption::Cancellable cancellable(context_.interruption);
    Transaction transaction = begin_part(context_);
    const std::vector<RowValues> batch = read();
    if (!batch.empty()) each(batch);
    if (batch.size() < batches_.size) place_.probe_state.clear();
    context_.journal.commit(
        transaction, context_.journal.write_statements(place_, context_.lock, context_.identity),
        context_.lock);
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
        context_.observer.progressed(step_.name, done, std::max(done, total));
    }
}

} // namespace varve
