#include "varve/migration/hook.hpp"

namespace varve {

Hook::~Hook() = default;

Verdict Hook::before_run(const RunEvent&) {
    return Verdict::go_on();
}
Verdict Hook::before_step(const RunEvent&, const Step&) {
    return Verdict::go_on();
}
void Hook::after_step(const RunEvent&, const Step&, const Outcome&) {}
void Hook::after_run(const RunEvent&, const Outcome&) {}
void Hook::on_failure(const RunEvent&, const Step*, const Error&) {}

std::vector<Diagnosis> Hook::diagnose(Connection&) {
    return {};
}

} // namespace varve
