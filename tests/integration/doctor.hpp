#pragma once

#include "support/database.hpp"
#include "support/program.hpp"

#include <functional>
#include <string>
#include <vector>

namespace varve::test {

/// What `varve doctor` printed of a problem or a warning.
struct Finding {
    std::string severity, subject;
    std::string text;    ///< what was found and the remedy, on one line
    std::string command; ///< behind "$", for a shell
    std::string sql;     ///< for the database
};

/// What a test expects to be found, and to be gone when the remedy was followed.
struct Expected {
    std::string severity, subject;
    std::string text; ///< a part of it
    int exit_code = 1;
};

/// How a remedy is followed that is no command: whatever its sentence says.
using FollowByHand = std::function<void(const Finding& finding)>;

/// A project whose URL is in the environment, as the remedies' commands expect it.
class Ward {
public:
    explicit Ward(const std::string& url);

    const Project& project() const { return project_; }
    Project& project() { return project_; }
    void set(const std::string& variable, const std::string& value);
    /// Runs a line of a shell in the project, where `varve` is the program.
    Outcome shell(const std::string& line) const;
    Outcome varve(std::vector<std::string> words) const { return project_.varve(words); }

    /// Fails unless the doctor finds this; follows the remedy: the command as it was printed, the
    /// SQL by `run_sql`, or else by hand; and fails unless the finding is gone then. Returns what
    /// was found.
    Finding cure(const Expected& expected, const std::function<void(const std::string&)>& run_sql,
                 const FollowByHand& by_hand = {}) const;
    Finding cure(const Expected& expected, const FollowByHand& by_hand = {}) const {
        return cure(expected, {}, by_hand);
    }

private:
    Project project_;
};

std::vector<Finding> findings_of(const Outcome& outcome);

} // namespace varve::test
