#pragma once

#include <compare>
#include <map>
#include <string>

/// The model of a database's schema: plain data, the same for every database. Names are as the
/// database keeps them, without quotes; types, expressions and whole statements are text, as the
/// database itself writes them.
namespace varve::schema {

/// What a thing is called. Things of a database without namespaces have none.
struct Name {
    std::string name_space = {};
    std::string name = {};

    friend auto operator<=>(const Name&, const Name&) = default;
};

/// What only one database knows of a thing, by the database's own words: "fillfactor" is "70",
/// "engine" is "InnoDB". A dialect passes over what it does not know.
using Options = std::map<std::string, std::string, std::less<>>;

} // namespace varve::schema
