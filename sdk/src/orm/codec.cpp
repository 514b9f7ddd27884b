#include "varve/orm/codec.hpp"

#include "varve/error.hpp"

namespace varve::orm {

namespace {

std::string written(Place place) {
    if (place.table.empty()) return "a column of the result";
    return "the column '" + std::string(place.column) + "' of " + std::string(place.table);
}

} // namespace

void refuse_null(Place place) {
    throw DatabaseError(
        {.kind = DatabaseError::Kind::invalid_data,
         .message = written(place) +
                    " is NULL, and what it is read into cannot be: make it a std::optional"});
}

void refuse_value(Place place, Cell cell) {
    throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                         .message = written(place) + " holds a value of kind " +
                                    std::string(to_string(cell.kind())) +
                                    " which the type that it is read into does not have"});
}

void refuse_more_than_one(std::string_view statement) {
    throw DatabaseError({.kind = DatabaseError::Kind::misuse,
                         .message = "one row was expected and more came; ask for all of them, or "
                                    "for the first",
                         .statement = std::string(statement)});
}

Cell keep(Cell cell, std::string& buffer) {
    switch (cell.kind()) {
    case Kind::text:
    case Kind::decimal:
    case Kind::json:
    case Kind::array: buffer = cell.as_text(); break;
    case Kind::bytes:
    case Kind::uuid: {
        const auto bytes = cell.as_bytes();
        buffer.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        break;
    }
    case Kind::interval: {
        const Interval interval = cell.as_interval();
        buffer.assign(reinterpret_cast<const char*>(&interval), sizeof interval);
        break;
    }
    default: return cell;
    }
    return Cell::view(cell.kind(), buffer);
}

} // namespace varve::orm
