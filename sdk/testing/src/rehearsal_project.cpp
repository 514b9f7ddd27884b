#include "rehearsal_project.hpp"

namespace varve::testing {

RehearsalProject::RehearsalProject(const Driver& driver, ConnectRequest request)
    : driver_(driver), request_(std::move(request)) {}

std::filesystem::path RehearsalProject::directory() const {
    return request_.directory.empty() ? std::filesystem::current_path() : request_.directory;
}

std::string RehearsalProject::profile() const {
    return {};
}

std::string RehearsalProject::who() const {
    return "alice@build-7 pid 4711";
}

const Driver& RehearsalProject::driver() {
    return driver_;
}

ConnectRequest RehearsalProject::connect_request() const {
    return request_;
}

OwnTables RehearsalProject::own_tables(Connection& connection) {
    return {connection.name_space(),
            "varve_",
            {"varve_history", "varve_log", "varve_journal", "varve_lock"}};
}

std::vector<Version> RehearsalProject::applied(Connection&) {
    return {};
}

void RehearsalProject::exclusively(const std::function<void(Connection&)>& deed) {
    deed(*connect());
}

void RehearsalProject::tell(std::string_view) {}
void RehearsalProject::progress(std::string_view, std::uint64_t, std::uint64_t) {}
void RehearsalProject::stop_if_interrupted(std::string_view) {}

} // namespace varve::testing
