// Stands before libmariadb where statements are executed.
#include "fault/fault.hpp"

#include <map>
#include <mutex>
#include <mysql.h>
#include <thread>

using namespace varve::fault;

namespace {

constexpr const char* library = "libmariadb.so.3";
constexpr const char* database = "mysql";

std::mutex mutex;
std::map<MYSQL_STMT*, std::string> prepared;

std::string text_of(MYSQL_STMT* statement) {
    const std::lock_guard lock(mutex);
    return prepared[statement];
}

/// A function that sends a statement and waits for the answer. It gives no moment in between, so
/// that the accident comes from another thread.
template <typename Call> int execute(const std::string& text, Call call) {
    if (Inside::now()) return call();
    const Inside inside;
    const Execution execution = start(database, text);
    reach(Point::before, execution);
    std::jthread accident;
    if (execution.chosen && point() == Point::during)
        accident = std::jthread([&] {
            std::this_thread::sleep_for(moment());
            reach(Point::during, execution);
        });
    const int result = call();
    if (accident.joinable()) accident.join();
    trace(database, result == 0 ? "done" : "failed", text);
    if (result == 0) reach(Point::after, execution);
    return result;
}

} // namespace

#pragma GCC visibility push(default)
extern "C" {

int mysql_real_query(MYSQL* connection, const char* text, unsigned long size) {
    static const auto next = real<decltype(::mysql_real_query)>("mysql_real_query", library);
    return execute(std::string(text, size), [&] { return next(connection, text, size); });
}

int mysql_stmt_prepare(MYSQL_STMT* statement, const char* text, unsigned long size) {
    static const auto next = real<decltype(::mysql_stmt_prepare)>("mysql_stmt_prepare", library);
    trace(database, "prepare", std::string_view(text, size));
    {
        const std::lock_guard lock(mutex);
        prepared[statement] = std::string(text, size);
    }
    return next(statement, text, size);
}

int mysql_stmt_execute(MYSQL_STMT* statement) {
    static const auto next = real<decltype(::mysql_stmt_execute)>("mysql_stmt_execute", library);
    return execute(text_of(statement), [&] { return next(statement); });
}

} // extern "C"
#pragma GCC visibility pop
