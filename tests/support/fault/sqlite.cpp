// Stands before the SQLite library where statements are stepped.
#include "fault/fault.hpp"

#include <map>
#include <mutex>
#include <sqlite3.h>

using namespace varve::fault;

namespace {

constexpr const char* library = "libsqlite3.so.0";

/// What the program asked to be called while statements run.
struct ProgressHandler {
    int instructions = 0;
    int (*function)(void*) = nullptr;
    void* argument = nullptr;
};

std::mutex mutex;
std::map<sqlite3_stmt*, Execution> executions; ///< stepped, but not yet done or reset
std::map<sqlite3*, ProgressHandler> handlers;

ProgressHandler handler_of(sqlite3* database) {
    const std::lock_guard lock(mutex);
    const auto found = handlers.find(database);
    return found == handlers.end() ? ProgressHandler() : found->second;
}

Execution& execution_of(sqlite3_stmt* statement) {
    static const auto sql = real<decltype(::sqlite3_sql)>("sqlite3_sql", library);
    {
        const std::lock_guard lock(mutex);
        const auto found = executions.find(statement);
        if (found != executions.end()) return found->second;
    }
    const char* const text = sql(statement);
    Execution execution = start("sqlite", text == nullptr ? "" : text);
    reach(Point::before, execution);
    const std::lock_guard lock(mutex);
    return executions[statement] = std::move(execution);
}

Execution take(sqlite3_stmt* statement) {
    const std::lock_guard lock(mutex);
    const auto node = executions.extract(statement);
    return node ? node.mapped() : Execution();
}

void end(sqlite3_stmt* statement, int result) {
    const Execution execution = take(statement);
    const bool done = result == SQLITE_DONE || result == SQLITE_OK;
    trace(execution.database, done ? "done" : "failed", execution.text);
    if (done) reach(Point::after, execution);
}

struct Interruption {
    const Execution* execution;
    ProgressHandler program;
};

int interrupt(void* argument) {
    const auto* const interruption = static_cast<const Interruption*>(argument);
    reach(Point::during, *interruption->execution);
    const ProgressHandler& program = interruption->program;
    return program.function == nullptr ? 0 : program.function(program.argument);
}

int step(sqlite3_stmt* statement) {
    static const auto next = real<decltype(::sqlite3_step)>("sqlite3_step", library);
    return next(statement);
}

int step_with_interruption(sqlite3_stmt* statement, const Execution& execution) {
    static const auto handle = real<decltype(::sqlite3_db_handle)>("sqlite3_db_handle", library);
    static const auto set =
        real<decltype(::sqlite3_progress_handler)>("sqlite3_progress_handler", library);
    sqlite3* const database = handle(statement);
    Interruption interruption{&execution, handler_of(database)};
    set(database, 1, interrupt, &interruption);
    const int result = step(statement);
    const ProgressHandler& program = interruption.program;
    set(database, program.instructions, program.function, program.argument);
    return result;
}

/// The program lets go of a statement, perhaps with rows that it never asked for.
template <typename Release> int release(sqlite3_stmt* statement, Release next) {
    if (Inside::now()) return next(statement);
    bool open = false;
    {
        const std::lock_guard lock(mutex);
        open = executions.contains(statement);
    }
    const int result = next(statement);
    if (open) end(statement, SQLITE_OK);
    return result;
}

} // namespace

#pragma GCC visibility push(default)
extern "C" {

int sqlite3_step(sqlite3_stmt* statement) {
    if (Inside::now()) return step(statement);
    const Execution& execution = execution_of(statement);
    int result = SQLITE_OK;
    {
        const Inside inside;
        current = &execution;
        const bool interrupted = execution.chosen && point() == Point::during;
        result = interrupted ? step_with_interruption(statement, execution) : step(statement);
        current = nullptr;
    }
    if (result != SQLITE_ROW) end(statement, result);
    return result;
}

// While it prepares, SQLite may run statements of its own to read the schema.
int sqlite3_prepare_v2(sqlite3* database, const char* text, int size, sqlite3_stmt** statement,
                       const char** tail) {
    static const auto next = real<decltype(::sqlite3_prepare_v2)>("sqlite3_prepare_v2", library);
    const Inside inside;
    return next(database, text, size, statement, tail);
}

int sqlite3_prepare_v3(sqlite3* database, const char* text, int size, unsigned flags,
                       sqlite3_stmt** statement, const char** tail) {
    static const auto next = real<decltype(::sqlite3_prepare_v3)>("sqlite3_prepare_v3", library);
    const Inside inside;
    return next(database, text, size, flags, statement, tail);
}

int sqlite3_reset(sqlite3_stmt* statement) {
    static const auto next = real<decltype(::sqlite3_reset)>("sqlite3_reset", library);
    return release(statement, next);
}

int sqlite3_finalize(sqlite3_stmt* statement) {
    static const auto next = real<decltype(::sqlite3_finalize)>("sqlite3_finalize", library);
    return release(statement, next);
}

void sqlite3_progress_handler(sqlite3* database, int instructions, int (*function)(void*),
                              void* argument) {
    static const auto next =
        real<decltype(::sqlite3_progress_handler)>("sqlite3_progress_handler", library);
    {
        const std::lock_guard lock(mutex);
        handlers[database] = {instructions, function, argument};
    }
    next(database, instructions, function, argument);
}

} // extern "C"
#pragma GCC visibility pop
