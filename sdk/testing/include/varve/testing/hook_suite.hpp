#pragma once

#include "varve/plugin/contributions.hpp"
#include "varve/testing/suite.hpp"

#include <string>
#include <vector>

namespace varve::testing {

/// Settings that make a hook say no, and a word that its sentence must have.
struct BadSettings {
    std::string what; ///< part of the case's name: "an_unknown_format"
    Settings settings;
    std::string mentions = {};
};

/// All that the hook suite has to be told.
struct HookFacts {
    std::string name; ///< that the hook is configured by; also the suite's
    Contributions::MakeHook make;
    /// A database that the hook may use.
    const Driver* driver = nullptr;
    ConnectRequest database = {};
    Settings settings = {};
    /// With these it cannot be made.
    std::vector<BadSettings> bad_settings = {};
    /// With these it can, and stops a run of one step.
    std::vector<BadSettings> vetoing = {};
};

/// What a Hook promises: to bear every event in the order in which runs bring them, to leave the
/// session as it found it, and to give a reason for a veto.
Suite hook_suite(HookFacts facts);

} // namespace varve::testing
