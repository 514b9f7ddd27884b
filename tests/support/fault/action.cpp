#include "fault/action.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>
#include <unistd.h>
#include <vector>

namespace varve::fault {

namespace {

/// Parent and state of a process; no state where it is gone.
struct ProcessFacts {
    char state = '\0';
    pid_t parent = 0;
};

ProcessFacts facts_of(pid_t pid) {
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    std::getline(stat, text);
    ProcessFacts facts;
    // The name, in parentheses, may hold anything.
    const auto end = text.rfind(')');
    if (end != std::string::npos)
        std::sscanf(text.c_str() + end + 1, " %c %d", &facts.state, &facts.parent);
    return facts;
}

std::vector<pid_t> children_of(pid_t parent) {
    std::vector<pid_t> result;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const pid_t pid = std::atoi(entry.path().filename().c_str());
        if (pid > 0 && facts_of(pid).parent == parent) result.push_back(pid);
    }
    return result;
}

void wait_for_end(pid_t pid) {
    const auto gone = [pid] {
        const char process_state = facts_of(pid).state;
        return process_state == '\0' || process_state == 'Z' || process_state == 'X';
    };
    for (int i = 0; i < 5000 && !gone(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void kill_server(const std::string& pid_file) {
    pid_t postmaster = 0;
    std::ifstream(pid_file) >> postmaster;
    // Stopped first, it cannot start another child while we look.
    if (postmaster <= 1 || ::kill(postmaster, SIGSTOP) != 0) {
        std::fprintf(stderr, "libvarve_fault: cannot kill the server of %s\n", pid_file.c_str());
        ::_exit(97);
    }
    std::vector<pid_t> processes = children_of(postmaster);
    processes.push_back(postmaster);
    for (const pid_t pid : processes) ::kill(pid, SIGKILL);
    for (const pid_t pid : processes) wait_for_end(pid);
}

} // namespace

std::optional<Action> parse_action(std::string_view text) {
    constexpr std::string_view server = "killserver:";
    if (text.empty() || text == "kill") return Action{SIGKILL};
    if (text == "int") return Action{SIGINT};
    if (text == "term") return Action{SIGTERM};
    if (text == "stop") return Action{SIGSTOP};
    if (text.starts_with(server)) return Action{0, std::string(text.substr(server.size()))};
    return {};
}

void perform(const Action& action) {
    if (action.signal == 0)
        kill_server(action.pid_file);
    else
        ::kill(::getpid(), action.signal);
}

} // namespace varve::fault
