#include "varve/plugin/plugin.hpp"

#include <csignal>

// A hook that does at one point of a run what its settings say.
namespace {

using namespace varve;

class Moody : public Hook {
public:
    explicit Moody(const Settings& settings)
        : point_(settings.text("point")), deed_(settings.text("deed")) {}

    std::string_view name() const override { return "moody"; }

    Verdict before_run(const RunEvent&) override { return act("before_run"); }
    Verdict before_step(const RunEvent&, const Step& step) override {
        return act("before_step", &step);
    }
    void after_step(const RunEvent&, const Step& step, const Outcome&) override {
        act("after_step", &step);
    }
    void after_run(const RunEvent&, const Outcome&) override { act("after_run"); }
    void on_failure(const RunEvent&, const Step*, const Error&) override { act("on_failure"); }

private:
    // Of the steps, only the second.
    Verdict act(std::string_view point, const Step* step = nullptr) const {
        if (point != point_ || (step != nullptr && step->name == "first")) return Verdict::go_on();
        if (deed_ == "veto") return Verdict::veto("not today");
        if (deed_ == "error") throw Error("moody is out of sorts");
        if (deed_ == "seven") throw 7;
        if (deed_ == "crash") std::raise(SIGSEGV);
        return Verdict::go_on();
    }

    std::string point_, deed_;
};

void contribute(Contributions& contributions) {
    contributions.add_hook("moody", [](const Settings& settings, Project&) {
        return std::make_unique<Moody>(settings);
    });
}

} // namespace

VARVE_PLUGIN(contribute)
