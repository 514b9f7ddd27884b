#pragma once

#include "varve/orm.hpp"

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

/// Rows of seven columns, and the entity that they are.
namespace bench {

struct Stone {
    std::int64_t id = 0;
    std::string label;
    std::string quarry;
    std::int32_t age = 0;
    double weight = 0;
    bool polished = false;
    std::optional<std::int64_t> owner;
};

inline std::vector<Stone> stones(int count) {
    std::vector<Stone> all;
    for (int i = 1; i <= count; ++i)
        all.push_back({i, "stone number " + std::to_string(i), "a quarry in the mountains", i % 100,
                       i * 0.5, i % 2 == 0, i % 3 == 0 ? std::optional<std::int64_t>() : i});
    return all;
}

inline void check(bool well) {
    if (!well) throw std::runtime_error("the benchmark does not work");
}

/// The most memory that the program has had, in kilobytes. Not by getrusage, which counts what the
/// program that started it had, too.
inline long peak_memory() {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word && word != "VmHWM:") {}
    long kilobytes = 0;
    check(static_cast<bool>(status >> kilobytes));
    return kilobytes;
}

/// Reads rows that are nowhere but in the query one by one, and returns how much memory that has
/// taken, in kilobytes. `rows` has a parameter for their number.
inline long memory_of_stream(varve::Session& session, const std::string& rows, std::int64_t count) {
    const auto query = varve::raw<Stone>(rows, count);
    const long before = peak_memory();
    std::int64_t seen = 0;
    query.each(session, [&](const Stone& stone) { check(stone.id == ++seen); });
    check(seen == count);
    return peak_memory() - before;
}

} // namespace bench

template <> struct varve::Entity<bench::Stone> {
    static constexpr auto mapping = table<bench::Stone>(
        "bench_stones", column<&bench::Stone::id>.primary_key(), column<&bench::Stone::label>,
        column<&bench::Stone::quarry>, column<&bench::Stone::age>, column<&bench::Stone::weight>,
        column<&bench::Stone::polished>, column<&bench::Stone::owner>);
};
