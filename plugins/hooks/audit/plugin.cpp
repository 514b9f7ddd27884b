#include "varve/plugin/plugin.hpp"
#include "varve/error.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace {

using namespace varve;

/// A text as JSON writes it, quotes included.
std::string json_text(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string json = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') json += '\\';
        if (byte < 0x20)
            json += std::string("\\u00") + digits[byte >> 4U] + digits[byte & 15U];
        else
            json += c;
    }
    return json + '"';
}

std::string utc_now() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

/// Appends one JSON line to a file for everything that a run does: who, what, when, and how it
/// ended.
class Audit : public Hook {
public:
    explicit Audit(std::string file) : file_(std::move(file)) {}
    ~Audit() override { close(); }

    std::string_view name() const override { return "audit"; }

    // Without a record there shall be no run: that is what an audit is for.
    Verdict before_run(const RunEvent& run) override {
        descriptor_ = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
        if (descriptor_ < 0)
            return Verdict::veto("the audit file " + file_ + " cannot be opened: " +
                                 std::generic_category().message(errno) + "; nothing was run");
        const std::string steps = std::to_string(run.plan.steps.size());
        try {
            append(run, "run started",
                   ",\"database\":" + json_text(run.database) + ",\"steps\":" + steps);
        } catch (const Error& error) {
            close();
            return Verdict::veto(std::string(error.what()) + "; nothing was run");
        }
        return Verdict::go_on();
    }

    void after_step(const RunEvent& run, const Step& step, const Outcome& outcome) override {
        const char* const event = step.direction == Direction::up ? "applied" : "reverted";
        append(run, event,
               migration(step) + ",\"duration_ms\":" + std::to_string(outcome.duration.count()));
    }

    void after_run(const RunEvent& run, const Outcome& outcome) override {
        append(run, "run ended", ",\"steps_done\":" + std::to_string(outcome.steps_done));
    }

    void on_failure(const RunEvent& run, const Step* step, const Error& error) override {
        append(run, "failed",
               (step == nullptr ? "" : migration(*step)) + ",\"error\":" + json_text(error.what()));
    }

private:
    void close() {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = -1;
    }

    static std::string migration(const Step& step) {
        return ",\"version\":" + json_text(step.version.text()) +
               ",\"name\":" + json_text(step.name);
    }

    // One write a line: lines of several programs do not mix.
    void append(const RunEvent& run, std::string_view event, const std::string& facts) const {
        if (descriptor_ < 0) return;
        const std::string line =
            "{\"time\":" + json_text(utc_now()) + ",\"run\":" + json_text(run.run_id) +
            ",\"who\":" + json_text(run.who) + ",\"event\":" + json_text(event) + facts + "}\n";
        if (::write(descriptor_, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
            throw Error("the audit file " + file_ +
                        " cannot be written: " + std::generic_category().message(errno));
    }

    std::string file_;
    int descriptor_ = -1;
};

void contribute(Contributions& contributions) {
    contributions.add_hook("audit", [](const Settings& settings, Project&) {
        return std::make_unique<Audit>(settings.text("file", "varve-audit.jsonl"));
    });
}

} // namespace

VARVE_PLUGIN(contribute)
