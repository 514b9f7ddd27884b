#include "template.hpp"

namespace varve::sql {

std::string migration_template(const std::string& name) {
    return "-- " + name +
           ": say here why.\n"
           "--\n"
           "-- Directives: '-- varve:dialect postgresql,sqlite' (what follows is for these only),\n"
           "-- '-- varve:allow drop-column' (data may be lost), '-- varve:statement begin' and "
           "'end' (one\n"
           "-- statement, whatever it looks like), 'transaction=none' behind 'varve:up' or "
           "'varve:down'.\n"
           "\n"
           "-- varve:up\n"
           "\n"
           "\n"
           "-- varve:down\n"
           "-- (or, instead of a down: '-- varve:irreversible' and the reason)\n"
           "\n";
}

std::string repeatable_template(const std::string& name) {
    return "-- " + name +
           ": say here why.\n"
           "--\n"
           "-- Runs again whenever this text changes, or what it comes after was run; write it so "
           "that it\n"
           "-- can ('CREATE OR REPLACE'), or say below 'varve:down' how to drop what it makes.\n"
           "-- Directives: '-- varve:after other_name' (before 'varve:up'), and those of all "
           "migrations.\n"
           "\n"
           "-- varve:up\n"
           "\n";
}

} // namespace varve::sql
