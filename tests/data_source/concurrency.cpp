#include "concurrency.hpp"

#include "data_source.hpp"
#include "support/postgresql.hpp"
#include "varve/db/batch.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <mutex>
#include <random>
#include <thread>

namespace varve::test {

namespace {

using namespace std::chrono_literals;
using DbKind = DatabaseError::Kind;

constexpr int threads = 16;
constexpr int accounts = 20;
constexpr int initial = 1000;
constexpr const char* application = "varve under fire";

/// What a transfer is known to have come to.
enum class Outcome : std::uint8_t { committed, failed, in_doubt };

struct Transfer {
    std::int64_t id = 0;
    int from = 0, to = 0, amount = 0;
};

/// Ends sessions of the pool at random, until it is told to stop.
class Assassin {
public:
    Assassin(const std::string& url, std::chrono::milliseconds pace)
        : thread_([=, this](const std::stop_token& stop) { run(url, pace, stop); }) {}

    int kills() const noexcept { return kills_; }

private:
    void run(const std::string& url, std::chrono::milliseconds pace, const std::stop_token& stop) {
        PostgresqlSession session(url);
        const std::string kill =
            "SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity WHERE "
            "application_name = '" +
            std::string(application) + "' ORDER BY random() LIMIT 1) AS victim";
        while (!stop.stop_requested()) {
            kills_ += session.value(kill) == "1" ? 1 : 0;
            std::this_thread::sleep_for(pace);
        }
    }

    std::atomic<int> kills_ = 0;
    std::jthread thread_;
};

class Bank {
public:
    explicit Bank(const PostgresqlDatabase& database)
        : database_(database),
          source_({.url = Url::parse(database.url()),
                   .application = application,
                   .pool = {.size = 4, .acquire_timeout = 60s, .check_after = 1s}}) {
        database.execute(
            "CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL, moves int NOT NULL);"
            "CREATE TABLE transfer (id bigint PRIMARY KEY, source int, target int, amount int);"
            "INSERT INTO account SELECT i, " +
            std::to_string(initial) + ", 0 FROM generate_series(1, " + std::to_string(accounts) +
            ") AS i");
    }

    void work(int thread, int transactions) {
        std::mt19937 random(static_cast<unsigned>(thread));
        const auto up_to = [&](int most) { return std::uniform_int_distribution(1, most)(random); };
        for (int i = 0; i < transactions; ++i) {
            const std::int64_t id = std::int64_t{thread} * 1'000'000 + i;
            const Transfer transfer{id, up_to(accounts), up_to(accounts), up_to(9)};
            switch (up_to(10)) {
            case 1: attempt({}, [&] { audit(); }); break;
            case 2: attempt(transfer, [&] { read_then_write(transfer); }); break;
            case 3: attempt(transfer, [&] { with_savepoint(transfer); }); break;
            case 4: attempt(transfer, [&] { in_a_batch(transfer); }); break;
            default: attempt(transfer, [&] { move(transfer); });
            }
        }
    }

    /// What the database holds must be what the transactions were told.
    void check() {
        std::map<std::int64_t, bool> found;
        for (const auto& row : database_.rows("SELECT id FROM transfer"))
            found[std::stoll(row.at(0))] = true;
        int lost = 0, unexpected = 0;
        for (const auto& [id, outcome] : outcomes_) {
            if (outcome == Outcome::committed && !found.contains(id)) ++lost;
            if (outcome == Outcome::failed && found.contains(id)) ++unexpected;
        }
        BOOST_TEST(lost == 0, "committed and not there");
        BOOST_TEST(unexpected == 0, "failed and there");
        BOOST_TEST(wrong_audits_ == 0);
        BOOST_TEST(database_.value("SELECT count(*) FROM account a WHERE balance <> " +
                                   std::to_string(initial) +
                                   " + (SELECT coalesce(sum(amount), 0) FROM transfer WHERE "
                                   "target = a.id) - (SELECT coalesce(sum(amount), 0) FROM "
                                   "transfer WHERE source = a.id) OR moves <> (SELECT count(*) "
                                   "FROM transfer WHERE source = a.id)") == "0");
    }

    void check_leaks() {
        const PoolMetrics metrics = source_.pool().metrics();
        BOOST_TEST(metrics.in_use == 0U);
        BOOST_TEST(metrics.waiting == 0U);
        BOOST_TEST(metrics.timeouts == 0U);
        BOOST_TEST(metrics.opened - metrics.closed == metrics.idle);
        BOOST_TEST(source_.pool().close(0ms).empty());
        const std::string sessions = "SELECT count(*) FROM pg_stat_activity WHERE "
                                     "application_name = '" +
                                     std::string(application) + "'";
        // A server takes a moment to see that its client has left.
        for (int i = 0; i < 500 && database_.value(sessions) != "0"; ++i)
            std::this_thread::sleep_for(20ms);
        BOOST_TEST(database_.value(sessions) == "0");
        BOOST_TEST_MESSAGE(metrics.opened << " connections opened, longest wait "
                                          << metrics.wait_longest / 1ms << " ms");
    }

    void report(int kills) const {
        std::map<Outcome, int> counts;
        for (const auto& [id, outcome] : outcomes_) ++counts[outcome];
        BOOST_TEST_MESSAGE(counts[Outcome::committed]
                           << " transfers committed, " << counts[Outcome::failed] << " failed, "
                           << counts[Outcome::in_doubt] << " in doubt; " << kills
                           << " sessions ended");
        for (const auto& [sentence, count] : failures_)
            BOOST_TEST_MESSAGE("  " << count << " x " << sentence);
    }

private:
    WorkOptions options(Isolation isolation = Isolation::standard) const {
        return {.isolation = isolation, .attempts = 50, .holder = "worker"};
    }

    static void apply(Connection& open, const Transfer& transfer) {
        open.execute(debit(transfer));
        open.execute(credit(transfer));
        open.execute(record(transfer));
    }
    static Statement debit(const Transfer& transfer) {
        return {"UPDATE account SET balance = balance - $1, moves = moves + 1 WHERE id = $2",
                {Value(std::int64_t{transfer.amount}), Value(std::int64_t{transfer.from})}};
    }
    static Statement credit(const Transfer& transfer) {
        return {"UPDATE account SET balance = balance + $1 WHERE id = $2",
                {Value(std::int64_t{transfer.amount}), Value(std::int64_t{transfer.to})}};
    }
    static Statement record(const Transfer& transfer) {
        return {"INSERT INTO transfer VALUES ($1, $2, $3, $4)",
                {Value(transfer.id), Value(std::int64_t{transfer.from}),
                 Value(std::int64_t{transfer.to}), Value(std::int64_t{transfer.amount})}};
    }

    void move(const Transfer& transfer) {
        source_.transaction([&](Connection& open) { apply(open, transfer); }, options());
    }

    void read_then_write(const Transfer& transfer) {
        source_.transaction(
            [&](Connection& open) {
                const std::int64_t moves = number(open, {"SELECT moves FROM account WHERE id = " +
                                                         std::to_string(transfer.from)});
                apply(open, transfer);
                open.execute({"UPDATE account SET moves = $1 WHERE id = $2",
                              {Value(moves + 1), Value(std::int64_t{transfer.from})}});
            },
            options(Isolation::serializable));
    }

    void with_savepoint(const Transfer& transfer) {
        source_.transaction(
            [&](Connection& open) {
                apply(open, transfer);
                try {
                    transaction(open, [&](Connection& nested) { apply(nested, transfer); });
                } catch (const DatabaseError& error) {
                    if (error.kind() != DbKind::unique_violation) throw;
                }
            },
            options());
    }

    void in_a_batch(const Transfer& transfer) {
        source_.transaction(
            [&](Connection& open) {
                Batch().add(debit(transfer)).add(credit(transfer)).add(record(transfer)).run(open);
            },
            options());
    }

    void audit() {
        const std::int64_t sum = source_.transaction(
            [](Connection& open) { return number(open, {"SELECT sum(balance) FROM account"}); },
            options());
        if (sum != std::int64_t{accounts} * initial) ++wrong_audits_;
    }

    // Every failure but these is the test's own.
    template <class Deed> void attempt(const Transfer& transfer, Deed deed) {
        Outcome outcome = Outcome::committed;
        try {
            deed();
        } catch (const DatabaseError& error) {
            const DatabaseError::Facts& facts = error.facts();
            const bool doubt = facts.hint.find("nobody knows") != std::string::npos;
            const bool passing =
                error.kind() == DbKind::deadlock || error.kind() == DbKind::serialization ||
                error.kind() == DbKind::connection_lost || error.kind() == DbKind::unreachable;
            if (!passing) throw;
            outcome = doubt ? Outcome::in_doubt : Outcome::failed;
            const std::lock_guard lock(mutex_);
            ++failures_[std::string(to_string(error.kind())) + (doubt ? ", in doubt: " : ": ") +
                        facts.message];
        }
        if (transfer.from == 0) return;
        const std::lock_guard lock(mutex_);
        outcomes_.emplace(transfer.id, outcome);
    }

    const PostgresqlDatabase& database_;
    DataSource source_;
    std::atomic<int> wrong_audits_ = 0;
    std::mutex mutex_;
    std::map<std::int64_t, Outcome> outcomes_;
    std::map<std::string, int> failures_;
};

} // namespace

void check_under_fire(int transactions, std::chrono::milliseconds pace) {
    const PostgresqlDatabase database;
    Bank bank(database);
    int kills = 0;
    {
        const Assassin assassin(database.url(), pace);
        in_threads(threads, [&](int thread) { bank.work(thread, transactions); });
        kills = assassin.kills();
    }
    bank.report(kills);
    BOOST_TEST(kills > 0);
    bank.check();
    bank.check_leaks();
}

} // namespace varve::test
