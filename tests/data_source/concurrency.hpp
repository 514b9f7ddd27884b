#pragma once

#include <chrono>

namespace varve::test {

/// Moves money between accounts in `transactions` of mixed kinds in each of 16 threads, by a pool
/// of 4 connections to PostgreSQL, of which one is ended at each `pace`. Checks that nothing that
/// was committed is lost, that nothing else took effect, that every failure is of a kind that can
/// be, and that nothing leaks.
void check_under_fire(int transactions, std::chrono::milliseconds pace);

} // namespace varve::test
