#include "varve/plugin/plugin.hpp"

#include <cstdlib>

// One plugin that is wrong in the way that its build chooses.
namespace {

using namespace varve;

class Quiet : public Hook {
public:
    std::string_view name() const override { return VARVE_PLUGIN_NAME; }
#ifdef BAD_HOOK
    Verdict before_run(const RunEvent&) override {
        throw 7;
    }
#endif
#ifdef BAD_CRASH
    Verdict before_run(const RunEvent&) override {
        return fall(0) == 0 ? Verdict() : Verdict::veto("it is bad");
    }
    // Until the stack has run over.
    static int fall(int depth) {
        volatile char room[4096];
        room[depth % 4096] = 1;
        return depth < 0 ? 0 : fall(depth + 1) + room[0];
    }
#endif
#ifdef BAD_ABORT
    Verdict before_run(const RunEvent&) override {
        std::abort();
    }
#endif
#ifdef BAD_STEP
    Verdict before_step(const RunEvent&, const Step& step) override {
        return step.name == "bad" ? Verdict::veto("it is bad") : Verdict();
    }
#endif
#ifdef BAD_AFTERWARDS
    void after_step(const RunEvent&, const Step& step, const Outcome&) override {
        throw Error("step " + step.name + " was not liked");
    }
    void after_run(const RunEvent&, const Outcome&) override {
        throw 7;
    }
    std::vector<Diagnosis> diagnose(Connection&) override {
        return {
            {.severity = Diagnosis::Severity::problem,
             .what = "it is bad",
             .remedy = "leave it out of project.hooks" }};
    }
#endif
};

void contribute([[maybe_unused]] Contributions& contributions) {
#ifdef BAD_CONTRIBUTE
    throw std::string("not even an exception");
#endif
    contributions.add_hook(VARVE_PLUGIN_NAME,
                           [](const Settings&, Project&) { return std::make_unique<Quiet>(); });
}

constexpr Toolchain toolchain() {
    Toolchain result = this_toolchain;
#ifdef BAD_TOOLCHAIN
    result.compiler = "other";
    result.string_abi = 0;
#endif
    return result;
}

#ifdef BAD_ABI
constexpr std::uint32_t abi = sdk_abi + 900;
#else
constexpr std::uint32_t abi = sdk_abi;
#endif

} // namespace

extern "C" VARVE_API const PluginDescriptor* varve_plugin() {
    static constexpr PluginDescriptor descriptor{sizeof(PluginDescriptor),
                                                 abi,
                                                 PluginDescriptor::expected_magic,
                                                 toolchain(),
                                                 VARVE_PLUGIN_NAME,
                                                 VARVE_PLUGIN_VERSION,
                                                 contribute};
    return &descriptor;
}
