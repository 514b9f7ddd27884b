#pragma once

#include "kernel/data_source.hpp"
#include "support/database.hpp"
#include "support/secret_watch.hpp"

#include <future>
#include <memory>
#include <string>
#include <vector>

namespace varve::test {

/// A data source for a test's database, as code opens one.
inline std::unique_ptr<DataSource> data_source(const std::string& url, PoolOptions pool = {}) {
    DataSourceOptions options{.url = Url::parse(url), .pool = std::move(pool)};
    options.url.set_password(Secret(test_password()));
    return std::make_unique<DataSource>(std::move(options));
}

/// Calls `work` with 0, 1, … from as many threads; throws what one of them threw.
template <class Work> void in_threads(int count, Work work) {
    std::vector<std::future<void>> threads;
    for (int i = 0; i < count; ++i)
        threads.push_back(std::async(std::launch::async, [&work, i] { work(i); }));
    for (std::future<void>& thread : threads) thread.wait();
    for (std::future<void>& thread : threads) thread.get();
}

inline std::int64_t number(Connection& connection, const Statement& statement) {
    constexpr std::array wanted{Kind::integer};
    return connection.query_row(statement, wanted).at(0).cell().as_integer();
}

} // namespace varve::test
