#include "driver/cases.hpp"

#include <fstream>
#include <unistd.h>

namespace varve::testing {

namespace {

using DbKind = DatabaseError::Kind;

constexpr int pebbles = 400;
constexpr std::int64_t all_pairs = std::int64_t{pebbles} * pebbles;

std::unique_ptr<Rows> stream_of_pairs(Trial& trial, int count = pebbles) {
    trial.make_table(Kind::text);
    std::vector<Statement> batch;
    for (int i = 1; i <= count; ++i)
        batch.push_back({trial.sql("INSERT INTO {pebble} ({id}, {v}) VALUES ($1, $2)"),
                         {Value(i), Value(std::string(100, 'p'))}});
    Transaction transaction(trial.connection());
    trial.connection().execute_all(batch);
    transaction.commit();
    return trial.connection().query(
        {trial.sql("SELECT {x}.{v}, {y}.{v} FROM {pebble} {x}, {pebble} {y}")}, {}, Fetch::stream);
}

std::int64_t read(Rows& rows, std::int64_t at_most) {
    std::array<Cell, 2> row;
    std::int64_t count = 0;
    while (count < at_most && rows.next(row)) ++count;
    return count;
}

std::int64_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::int64_t size = 0;
    std::int64_t resident = 0;
    statm >> size >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

// A sanitizer keeps what was freed, so there memory says nothing of a driver.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool memory_can_be_seen = false;
#else
constexpr bool memory_can_be_seen = true;
#endif

// A million rows of 200 bytes: an engine in this process takes room to work in as well, but not as
// much as a quarter of them.
void streams_in_constant_memory(Trial& trial) {
    constexpr int many_pebbles = 1000;
    constexpr std::int64_t many = std::int64_t{many_pebbles} * many_pebbles;
    const std::int64_t before = resident_bytes();
    const auto rows = stream_of_pairs(trial, many_pebbles);
    std::int64_t count = read(*rows, many / 2);
    const std::int64_t grown = resident_bytes() - before;
    count += read(*rows, many);
    trial.report().equal(count, many, "every row of the stream is read");
    if (memory_can_be_seen)
        trial.report().check(grown < many * 200 / 4,
                             "a stream takes constant memory, but it grew by " +
                                 std::to_string(grown) + " bytes");
    trial.usable("after a stream was read to its end");
}

void works_on_after_a_stream_was_dropped(Trial& trial) {
    auto rows = stream_of_pairs(trial);
    trial.report().equal(read(*rows, 10), 10, "the stream's first rows are read");
    const auto start = std::chrono::steady_clock::now();
    rows.reset();
    trial.usable("after a stream was dropped in its middle");
    trial.report().check(std::chrono::steady_clock::now() - start < std::chrono::seconds(5),
                         "dropping a stream takes no longer than reading it");
    trial.report().equal(trial.count(), pebbles, "the next query gets its own rows");
}

void works_on_after_an_unread_stream_was_dropped(Trial& trial) {
    stream_of_pairs(trial).reset();
    trial.usable("after a stream was dropped before its first row");
    trial.execute("DROP TABLE {pebble}");
}

void refuses_or_runs_another_statement_while_it_streams(Trial& trial) {
    const auto rows = stream_of_pairs(trial);
    read(*rows, 10);
    try {
        trial.execute("SELECT 1{.}");
    } catch (const DatabaseError& error) {
        trial.report().check(error.kind() == DbKind::misuse,
                             "a statement during a stream is misuse where it does not work");
    }
    trial.report().equal(read(*rows, all_pairs), all_pairs - 10, "the stream goes on");
    trial.usable("after the stream");
}

void drops_a_stream_and_keeps_the_transaction(Trial& trial) {
    trial.execute("CREATE TABLE {other} ({id} {:integer})");
    auto rows = stream_of_pairs(trial);
    rows.reset();
    Transaction transaction(trial.connection());
    trial.execute("INSERT INTO {other} ({id}) VALUES (1)");
    rows = trial.connection().query(
        {trial.sql("SELECT {x}.{v}, {y}.{v} FROM {pebble} {x}, {pebble} {y}")}, {}, Fetch::stream);
    read(*rows, 10);
    rows.reset();
    trial.report().check(trial.connection().in_transaction(), "the transaction is still open");
    transaction.commit();
    trial.report().equal(trial.integer("SELECT COUNT(*) FROM {other}"), 1,
                         "what was done before the stream is kept");
}

void tells_an_error_in_a_stream(Trial& trial) {
    trial.fails(
        DbKind::undefined_object,
        [&] {
            const auto rows = trial.connection().query({trial.sql("SELECT {v} FROM {nowhere}")}, {},
                                                       Fetch::stream);
            read_all(*rows);
        },
        "a stream from a table that is not there");
    trial.usable("after a stream failed");
}

void streams_wanted_kinds_and_parameters(Trial& trial) {
    trial.make_table();
    for (int i = 1; i <= 3; ++i) trial.insert(i, Value(i * 10));
    constexpr std::array<Kind, 2> wanted{Kind::integer, Kind::text};
    const auto rows = trial.connection().query(
        {trial.sql("SELECT {id}, {v} FROM {pebble} WHERE {id} > $1 ORDER BY {id}"), {Value(1)}},
        wanted, Fetch::stream);
    const std::vector<RowValues> all = trial.read(*rows);
    trial.report().require(all.size() == 2, "two rows come");
    trial.report().equal(all[0][0], Value(2), "an integer is an integer");
    trial.report().equal(all[1][1], Value("30"), "an integer wanted as text is text");
}

} // namespace

Suite streaming_cases(const SharedSubject& subject) {
    return driver_cases(
        "streaming", subject,
        {{"streams_in_constant_memory", streams_in_constant_memory},
         {"works_on_after_a_stream_was_dropped", works_on_after_a_stream_was_dropped},
         {"works_on_after_an_unread_stream_was_dropped",
          works_on_after_an_unread_stream_was_dropped},
         {"refuses_or_runs_another_statement_while_it_streams",
          refuses_or_runs_another_statement_while_it_streams},
         {"drops_a_stream_and_keeps_the_transaction", drops_a_stream_and_keeps_the_transaction},
         {"tells_an_error_in_a_stream", tells_an_error_in_a_stream},
         {"streams_wanted_kinds_and_parameters", streams_wanted_kinds_and_parameters}});
}

} // namespace varve::testing
