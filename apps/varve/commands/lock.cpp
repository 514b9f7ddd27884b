#include "apps/varve/command.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

ExitCode show(App& app) {
    const std::optional<LockHolder> holder = app.engine().lock_holder();
    if (app.json()) {
        nlohmann::ordered_json json{{"held", holder.has_value()}};
        if (holder)
            json.update(
                {{"holder", holder->who}, {"since", holder->since}, {"doubt", holder->doubt}});
        app.print(json);
        return ExitCode::done;
    }
    if (!holder)
        app.terminal().print("nobody holds the migration lock\n");
    else
        app.terminal().print("held by " + to_string(*holder) + '\n');
    return ExitCode::done;
}

ExitCode break_it(App& app) {
    const std::optional<LockHolder> holder = app.engine().lock_holder();
    if (holder && !app.yes() &&
        !app.terminal().ask("The lock is held by " + holder->who +
                                ". Is that run certainly over, and should the lock be broken?",
                            false))
        throw Error("the lock was not broken: it is held by " + holder->who +
                        ", and nobody agreed. --yes agrees; a run that is still alive will fail",
                    ExitCode::refused);
    const bool broken = app.engine().break_lock();
    if (app.json())
        app.print({{"broken", broken}});
    else
        app.terminal().say(broken ? "the lock is broken" : "nobody held the migration lock");
    return ExitCode::done;
}

} // namespace

AppCommand lock_status_command() {
    return {"Look",
            {.name = "lock status",
             .summary = "show who holds the migration lock",
             .examples = {"varve lock status", "varve lock status --json"}},
            &show};
}

AppCommand lock_break_command() {
    return {"Mend",
            {.name = "lock break",
             .summary = "take the migration lock away from whoever holds it",
             .details = "Hardly ever needed: the lock of a run that was killed goes with it within "
                        "seconds. The run that "
                        "loses it, if it lives, does nothing more. Asks first; --yes answers.",
             .examples = {"varve lock break"}},
            &break_it};
}

} // namespace varve
