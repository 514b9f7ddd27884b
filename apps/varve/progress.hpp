#pragma once

#include "apps/varve/terminal.hpp"
#include "kernel/migrate/observer.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace varve {

/// Shows a run while it goes on, and remembers it for the JSON document at its end.
class Progress : public RunObserver {
public:
    explicit Progress(Terminal& terminal) : terminal_(terminal) {}

    struct DoneStep {
        std::string version, name;
        Direction direction = Direction::up;
        std::chrono::milliseconds duration{0};
        bool repeatable = false;
    };
    const std::vector<DoneStep>& done() const { return done_; }
    const std::vector<std::string>& remarks() const { return remarks_; }

    void waiting_for_database(std::string_view reason) override;
    void waiting_for_lock(const LockHolder& holder) override;
    bool follows_statements() const override;
    void step_started(const Step& step, std::size_t index, std::size_t count) override;
    void statement_started(const PlannedStatement& statement, std::size_t index,
                           std::size_t count) override;
    void told(std::string_view who, std::string_view sentence) override;
    void progressed(std::string_view who, std::uint64_t done, std::uint64_t total) override;
    void remark(std::string_view sentence) override;
    void step_finished(const Step& step, std::chrono::milliseconds duration) override;

private:
    bool is_time_to_draw();

    Terminal& terminal_;
    std::string current_; ///< the step at work
    std::chrono::steady_clock::time_point last_shown_{};
    bool told_of_waiting_ = false;
    std::vector<DoneStep> done_;
    std::vector<std::string> remarks_;
};

} // namespace varve
