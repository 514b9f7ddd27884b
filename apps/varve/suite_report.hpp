#pragma once

#include "varve/testing/suite.hpp"

#include <nlohmann/json_fwd.hpp>

#include <span>
#include <string>

namespace varve {

std::size_t count(std::span<const testing::Result> results, testing::Outcome outcome);

/// What came of the cases, as a page of Markdown: how many, and each that did not just pass.
std::string markdown(const std::string& title, std::span<const testing::Result> results);

/// The same as data, with every case.
nlohmann::ordered_json to_json(std::span<const testing::Result> results);

} // namespace varve
