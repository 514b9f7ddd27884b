#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

/// libvarve_fault.so: put before a program by LD_PRELOAD, it makes something go wrong at an exact
/// point of the program's conversation with a database, with no test code in the program.
///
///   VARVE_FAULT=<point>:<text>[:<n>]
///       At the n-th (1st) statement that contains `text`; an empty text is in every statement, so
///       that "after::17" is after the 17th. `point` is one of
///         before   it is not yet sent, or not yet stepped; what a pipeline holds before it was
///         sent during   PostgreSQL: it was sent, a few milliseconds have passed, nothing was read
///         (of
///                  COPY … FROM stdin: the first data was sent). SQLite: its first instructions
///                  have run, or it is about to touch a file, whichever comes first
///         write    SQLite: it is about to write to a file for the first time
///         sync     SQLite: it is about to sync a file for the first time
///         after    its success was reported to the program, which has not seen it yet
///       Of MySQL, "during" is a few milliseconds after the call that sends it began; if it is done
///       by then, the program has not seen that.
///   VARVE_FAULT=enospc:<part of a path>[:<n>]
///       From the n-th call on that would make such a file grow, it cannot: the disk is full.
///   VARVE_FAULT_ACTION=kill            SIGKILL to the program itself; the default
///                     |killserver:FILE SIGKILL to the server whose process id FILE begins with
///                     |int|term|stop   SIGINT, SIGTERM, SIGSTOP to the program, which goes on
///   VARVE_FAULT_DELAY=<ms>             the few milliseconds of "during"; 5 by default
///   VARVE_FAULT_TRACE=<file>
///       Appends a line for everything that happens: database, event, statement; tab-separated,
///       line ends and backslashes in the statement escaped. Events: start, done, failed, prepare,
///       copy-data, copy-end, sync, and "fault" just before the action.
///
/// Statements are numbered over all sessions, as "start" lines are. A word that cannot be
/// understood ends the program at once with exit code 97.
namespace varve::fault {

enum class Point { none, before, during, write, sync, after, disk_full };

/// One run of a statement, from the moment when it is about to be sent.
struct Execution {
    std::string text;
    const char* database = "";
    bool chosen = false; ///< the fault belongs to this one
};

/// The statement starts: decides whether it is the chosen one. The caller then reaches `before`.
Execution start(const char* database, std::string_view text);

/// The point at which the fault happens.
Point point();

/// How long after a statement was sent "during" is.
std::chrono::milliseconds moment();

/// The execution has come to this point: where it is the chosen one and the point that was asked
/// for, the fault happens, once.
void reach(Point reached, const Execution& execution);

/// For a file that may be the one whose disk is full: does this call that makes it grow fail?
bool disk_is_full(int descriptor);

void trace(const char* database, const char* event, std::string_view text);

/// The execution that this thread is in the middle of, for calls that do not know their statement.
extern thread_local const Execution* current;

/// While one lives, calls of the library to itself are left alone.
class Inside {
public:
    Inside() { ++depth(); }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside() { --depth(); }
    static bool now() { return depth() > 0; }

private:
    static int& depth();
};

/// The function that we stand before. A library that belongs to a plugin alone is not among those
/// that RTLD_NEXT knows, but has been loaded when it is called.
void* find_real(const char* function, const char* library);

template <typename Function> Function* real(const char* function, const char* library) {
    return reinterpret_cast<Function*>(find_real(function, library));
}

} // namespace varve::fault
