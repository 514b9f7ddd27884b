#pragma once

#include "kernel/migrate/interruption.hpp"

#include <thread>

namespace varve {

/// Turns SIGINT, SIGTERM and SIGHUP into requests to stop, on a thread of its own, unless they were
/// ignored when the program began, and SIGPIPE into an error of the write. Make it before any other
/// thread.
class SignalWatch {
public:
    explicit SignalWatch(Interruption& interruption);
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;
    ~SignalWatch();

private:
    std::thread thread_;
};

} // namespace varve
