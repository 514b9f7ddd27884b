#include "kernel/migrate/retry.hpp"

#include "varve/log.hpp"

#include <chrono>
#include <random>
#include <string>
#include <thread>

namespace varve {

bool is_passing(DatabaseError::Kind kind) noexcept {
    using enum DatabaseError::Kind;
    return kind == lock_timeout || kind == deadlock || kind == serialization;
}

// Doubling from a quarter of a second, and a random half of it.
void pause_after(int attempt_number) {
    static thread_local std::mt19937 random{std::random_device{}()};
    const int longest = 250 << attempt_number;
    std::this_thread::sleep_for(
        std::chrono::milliseconds(std::uniform_int_distribution(longest / 2, longest)(random)));
}

void write_patiently(const std::function<void()>& write) {
    for (int attempt_number = 1;; ++attempt_number) {
        try {
            return write();
        } catch (const DatabaseError& error) {
            if (!is_passing(error.kind()) || attempt_number == most_attempts) throw;
            log::info(std::string("writing down what is done is tried again: ") + error.what());
        }
        pause_after(attempt_number);
    }
}

} // namespace varve
