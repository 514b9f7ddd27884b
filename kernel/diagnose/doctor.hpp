#pragma once

#include "kernel/diagnose/examination.hpp"
#include "kernel/migrate/bookkeeping.hpp"
#include "varve/db/driver.hpp"

#include <functional>
#include <string>
#include <vector>

namespace varve {

class Config;
class MigrationSet;

/// A connection to be looked at; all of it outlives the doctor.
struct Patient {
    const Driver& driver;
    const ConnectRequest& request;
    Connection& connection;
    const Config& config;
    MigrationSet* migrations; ///< nullptr where they cannot be read

    /// A hook that may have something to say.
    struct Specialist {
        std::string name;
        std::function<std::vector<Diagnosis>(Connection&)> diagnose;
    };
    std::vector<Specialist> specialists;
};

/// Looks at a database that could be connected to. Each check is in a transaction that is rolled
/// back.
class Doctor {
public:
    Doctor(Examination& examination, const Patient& patient);
    void examine();

private:
    using Look = Examination::Look;

    bool look(std::string_view subject, Access access, const Look& ask,
              ExitCode code = ExitCode::failed);
    Bookkeeping place_of_bookkeeping();
    std::vector<Diagnosis> check_state();
    void examine_history();
    std::vector<Diagnosis> ask_server(const Check& check, const CheckRequest& request);
    /// Was no problem found?
    bool examine_with_driver();
    void examine_with_hooks();

    Examination& examination_;
    Patient patient_;
    Bookkeeping bookkeeping_;
    bool lost_ = false; ///< the connection
};

} // namespace varve
