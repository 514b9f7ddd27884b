#include "apps/varve/progress.hpp"

#include "varve/duration.hpp"

#include <algorithm>

namespace varve {

void Progress::waiting_for_database(std::string_view reason) {
    if (!told_of_waiting_) terminal_.warn("waiting for the database: " + std::string(reason));
    told_of_waiting_ = true;
}

void Progress::waiting_for_lock(const LockHolder& holder) {
    terminal_.warn("waiting for the migration lock, held by " + to_string(holder));
}

bool Progress::follows_statements() const {
    return terminal_.shows_progress();
}

void Progress::step_started(const Step& step, std::size_t index, std::size_t count) {
    current_ = "[" + std::to_string(index + 1) + "/" + std::to_string(count) + "] " +
               step.version.text() + " " + step.name;
    last_shown_ = {};
}

// Drawing costs more than many a statement: ten times a second is as much as anybody can read.
bool Progress::is_time_to_draw() {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_shown_ < std::chrono::milliseconds(100)) return false;
    last_shown_ = now;
    return true;
}

void Progress::statement_started(const PlannedStatement& statement, std::size_t index,
                                 std::size_t count) {
    if (!is_time_to_draw()) return;
    terminal_.progress(current_ + "  " + std::to_string(index + 1) + "/" + std::to_string(count) +
                       "  " + statement.traits.summary);
}

void Progress::told(std::string_view who, std::string_view sentence) {
    if (terminal_.talks()) terminal_.say("  " + std::string(who) + ": " + std::string(sentence));
}

void Progress::progressed(std::string_view who, std::uint64_t done, std::uint64_t total) {
    if (!is_time_to_draw()) return;
    const std::string of_all =
        total == 0 ? ""
                   : " of " + std::to_string(total) + ", " +
                         std::to_string(done * 100 / std::max<std::uint64_t>(total, 1)) + " %";
    terminal_.progress((current_.empty() ? std::string(who) : current_) + "  " +
                       std::to_string(done) + of_all);
}

void Progress::remark(std::string_view sentence) {
    remarks_.emplace_back(sentence);
    terminal_.warn(sentence);
}

void Progress::step_finished(const Step& step, std::chrono::milliseconds duration) {
    current_.clear();
    done_.push_back({step.version.text(), step.name, step.direction, duration, step.repeatable});
    if (!terminal_.talks()) return;
    const bool up = step.direction == Direction::up, recorded = step.mode == StepMode::record;
    const char* const deed = recorded && step.repeatable && !up ? "forgotten"
                             : recorded                         ? "recorded"
                             : up                               ? "applied "
                             : step.repeatable                  ? "dropped "
                                                                : "reverted";
    terminal_.say("  " + terminal_.styled(deed, Style::good) + "  " + step.version.text() + "  " +
                  step.name + "  " + terminal_.styled(readable(duration), Style::faint));
}

} // namespace varve
