#pragma once

#include "varve/db/value.hpp"
#include "varve/export.hpp"

#include <string>
#include <string_view>

namespace varve {

/// Packs the elements of an array, one after the other, into the text that a cell of kind array
/// shows.
class VARVE_API ArrayPacker {
public:
    explicit ArrayPacker(std::string& to) : to_(to) { to_.clear(); }
    void add(Cell element);

private:
    std::string& to_;
};

/// Reads them again, as views of the packed text.
class VARVE_API ArrayElements {
public:
    explicit ArrayElements(std::string_view packed) : rest_(packed) {}
    bool next(Cell& element);

private:
    std::string_view take(std::size_t size);

    std::string_view rest_;
};

} // namespace varve
