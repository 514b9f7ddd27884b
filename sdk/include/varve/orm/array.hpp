#pragma once

#include "varve/db/array.hpp"
#include "varve/orm/document.hpp"

#include <vector>

namespace varve {

/// An array, where the database has Feature::arrays. Elements may be std::optional.
template <class T>
requires(orm::is_list<std::vector<T>>&& Storable<T>) struct Codec<std::vector<T>> {
    using Element = Codec<orm::Plain<T>>;
    static constexpr Kind kind = Kind::array;
    static_assert(Element::kind != Kind::unsigned_integer && Element::kind != Kind::array,
                  "an array holds no unsigned 64-bit numbers and no arrays");

    static bool read(const Cell& cell, std::vector<T>& to) {
        to.clear();
        ArrayElements elements(cell.as_text());
        for (Cell element; elements.next(element);) {
            if (!orm::nullable<T> && element.is_null()) return false;
            if (!element.is_null() && element.kind() != Element::kind) return false;
            T& value = to.emplace_back();
            if (element.is_null()) continue;
            if constexpr (orm::nullable<T>) {
                if (!orm::read_value(element, value.emplace())) return false;
            } else {
                if (!orm::read_value(element, value)) return false;
            }
        }
        return true;
    }
    static Cell write(const std::vector<T>& value, std::string& buffer) {
        ArrayPacker packed(buffer);
        std::string written;
        for (const T& element : value) packed.add(cell_of(element, written));
        return Cell::view(Kind::array, buffer);
    }

private:
    static Cell cell_of(const T& element, std::string& buffer) {
        if constexpr (orm::nullable<T>)
            return element ? orm::write_value(*element, buffer) : Cell();
        else
            return orm::write_value(element, buffer);
    }
};

} // namespace varve
