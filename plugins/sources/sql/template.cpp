#include "template.hpp"

#include <algorithm>
#include <string_view>

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

std::string migration_text(const MigrationDraft& draft) {
    std::string text;
    for (std::string_view rest = draft.heading; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        text.append(line.empty() ? "--" : "-- ").append(line) += '\n';
    }
    const auto mode = [](bool in_transaction) {
        return in_transaction ? "\n" : " transaction=none\n";
    };
    text.append("\n-- varve:up").append(mode(draft.up_in_transaction)).append(draft.up);
    if (draft.down)
        return text.append("\n-- varve:down")
            .append(mode(draft.down_in_transaction))
            .append(*draft.down);
    if (draft.irreversible.empty()) return text;
    text += "\n-- varve:irreversible ";
    std::ranges::replace_copy(draft.irreversible, std::back_inserter(text), '\n', ' ');
    return text += '\n';
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
