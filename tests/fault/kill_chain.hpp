#pragma once

#include "kinds.hpp"
#include "support/database.hpp"
#include "support/program.hpp"

#include <functional>
#include <string>
#include <vector>

namespace varve::test {

/// What goes wrong, and how the program and the server are left.
struct Accident {
    std::string action;                        ///< as VARVE_FAULT_ACTION has it
    std::function<void(const Outcome&)> check; ///< how the program ended
    std::function<void()> recover = [] {};     ///< before the next run
};

/// A history with a migration for each kind, run one by one: each run begins with what the one
/// before left, so that an accident at every kind needs one database only.
class KillChain {
public:
    KillChain(const Database& database, const std::vector<Kind>& kinds);
    KillChain(const KillChain&) = delete;
    KillChain& operator=(const KillChain&) = delete;
    ~KillChain();

    /// Runs all migrations and nothing goes wrong.
    void run() const;
    /// The accident happens at this moment of the statement of a kind; whatever it leaves must come
    /// right with the next run, or with what a person is told to say.
    void survive(std::size_t kind, const std::string& moment, const Accident& accident) const;
    /// Schema, rows, history and journal.
    std::string state() const;

private:
    Outcome run_to(std::size_t kind) const;
    bool took_effect(const Kind& kind, std::size_t index) const;
    bool broke_a_table() const;
    void restore(std::size_t kind) const;
    void settle(std::size_t kind) const;
    void stops_in_doubt(std::size_t kind) const;
    std::string version(std::size_t kind) const;
    std::string statement_place(std::size_t kind) const;
    std::string filled(std::string text, std::size_t kind) const;

    const Database& database_;
    const std::vector<Kind>& kinds_;
    Project project_;
    std::string account_; ///< of users that the kinds make
};

/// One accident at each kind, at the moment that `moment_of` says; in the end all is as if there
/// had been none.
void check_chain(const std::string& server_url, const std::vector<Kind>& kinds,
                 const std::function<std::string(std::size_t kind)>& moment_of,
                 const Accident& accident);

/// The program is killed.
Accident program_killed();

} // namespace varve::test
