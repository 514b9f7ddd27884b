#include "kernel/migrate/lock_wait.hpp"

#include "varve/duration.hpp"
#include "varve/error.hpp"
#include "varve/log.hpp"

#include <random>
#include <thread>

namespace varve {

namespace {

constexpr std::chrono::seconds between_reports{5};

std::chrono::milliseconds pause() {
    static thread_local std::mt19937 random{std::random_device{}()};
    return std::chrono::milliseconds(std::uniform_int_distribution(40, 120)(random));
}

// While the lock is tried for, who holds it is no more than news.
void report(MigrationLock& lock, RunObserver& observer) {
    try {
        if (const auto holder = lock.holder()) observer.waiting_for_lock(*holder);
    } catch (const DatabaseError& error) {
        log::info(std::string("who holds the migration lock cannot be told: ") + error.what());
    }
}

[[noreturn]] void give_up(MigrationLock& lock, std::chrono::milliseconds waited) {
    const auto holder = lock.holder();
    throw MigrationError(
        "another run holds the migration lock" +
            (holder ? " (" + to_string(*holder) + ")" : std::string()) + "; waited " +
            readable(waited) +
            ". Try again later, wait longer with --wait-lock, or, if that run is no more, "
            "'varve lock break'",
        ExitCode::locked);
}

} // namespace

void wait_for_lock(MigrationLock& lock, std::chrono::milliseconds longest, RunObserver& observer,
                   const Interruption& interruption) {
    const auto started = std::chrono::steady_clock::now();
    auto next_report = started;
    while (!lock.try_acquire()) {
        interruption.stop_here("nothing was run");
        const auto now = std::chrono::steady_clock::now();
        if (now - started >= longest) give_up(lock, longest);
        if (now >= next_report) {
            report(lock, observer);
            next_report = now + between_reports;
        }
        std::this_thread::sleep_for(pause());
    }
}

} // namespace varve
