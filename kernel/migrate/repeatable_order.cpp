#include "kernel/migrate/repeatable_order.hpp"

#include "varve/suggestion.hpp"

#include <algorithm>
#include <ranges>

namespace varve {

namespace {

void report_twins(const std::vector<Migration>& repeatables, std::vector<SourceProblem>& problems) {
    for (std::size_t i = 1; i < repeatables.size(); ++i)
        if (repeatables[i].version == repeatables[i - 1].version)
            problems.push_back(
                {repeatables[i].origin, 0,
                 "has the same name as " + repeatables[i - 1].origin + "; give one another"});
}

/// Finds what `-- varve:after` names.
class Names {
public:
    Names(const std::vector<Migration>& repeatables, const std::vector<Migration>& versioned)
        : repeatables_(repeatables), versioned_(versioned) {}

    std::vector<Version> resolve(const std::string& name) const {
        std::vector<Version> found;
        for (const Migration& migration : repeatables_)
            if (migration.name == name) found.push_back(migration.version);
        for (const Migration& migration : versioned_)
            if (migration.name == name || migration.version.text() == name)
                found.push_back(migration.version);
        return found;
    }

    std::string unknown(const std::string& name, const Migration& asking) const {
        std::vector<std::string> known;
        for (const auto& list : {std::cref(repeatables_), std::cref(versioned_)})
            for (const Migration& migration : list.get())
                if (migration.name != asking.name) known.push_back(migration.name);
        return "'varve:after " + name + "': no migration is called so" + suggestion(name, known);
    }

private:
    const std::vector<Migration>& repeatables_;
    const std::vector<Migration>& versioned_;
};

std::vector<Version> resolve_all(const Migration& migration, const Names& names,
                                 std::vector<SourceProblem>& problems) {
    std::vector<Version> all;
    if (!migration.repeatable) return all;
    for (const Repeatable::After& after : migration.repeatable->after) {
        const std::vector<Version> found = names.resolve(after.name);
        if (found.empty())
            problems.push_back(
                {migration.origin, after.line, names.unknown(after.name, migration)});
        all.insert(all.end(), found.begin(), found.end());
    }
    return all;
}

std::vector<Version> versions_of(const std::vector<OrderedRepeatable>& repeatables) {
    std::vector<Version> versions;
    for (const OrderedRepeatable& one : repeatables) versions.push_back(one.migration.version);
    return versions;
}

// From any that waits for another, one comes to the circle, and then back to where one was.
std::string circle_in(const std::vector<OrderedRepeatable>& waiting) {
    const auto waits_for = [&](const OrderedRepeatable& one) {
        return std::ranges::find_if(waiting, [&](const OrderedRepeatable& other) {
            return one.comes_after({other.migration.version});
        });
    };
    std::vector<std::string> way;
    auto at = waiting.begin();
    while (std::ranges::find(way, at->migration.name) == way.end()) {
        way.push_back(at->migration.name);
        at = waits_for(*at);
    }
    std::string text = at->migration.name;
    for (const std::string& name :
         std::ranges::subrange(std::ranges::find(way, at->migration.name) + 1, way.end()))
        text += " after " + name;
    return text + " after " + at->migration.name;
}

} // namespace

std::vector<Migration> take_repeatables(std::vector<Migration>& migrations) {
    const auto is_versioned = [](const Migration& migration) { return !migration.repeatable; };
    if (std::ranges::all_of(migrations, is_versioned)) return {};
    const auto repeatables = std::ranges::stable_partition(migrations, is_versioned);
    std::vector<Migration> taken(std::make_move_iterator(repeatables.begin()),
                                 std::make_move_iterator(repeatables.end()));
    migrations.erase(repeatables.begin(), repeatables.end());
    return taken;
}

std::vector<OrderedRepeatable> in_order(std::vector<Migration> repeatables,
                                        const std::vector<Migration>& versioned,
                                        std::vector<SourceProblem>& problems) {
    std::ranges::sort(repeatables, {}, [](const Migration& one) { return one.version.text(); });
    report_twins(repeatables, problems);
    const Names names(repeatables, versioned);
    std::vector<OrderedRepeatable> waiting, ordered;
    for (const Migration& migration : repeatables)
        waiting.push_back({migration, resolve_all(migration, names, problems)});
    while (!waiting.empty()) {
        const std::vector<Version> before = versions_of(waiting);
        const auto next = std::ranges::find_if(
            waiting, [&](const OrderedRepeatable& one) { return !one.comes_after(before); });
        if (next == waiting.end()) {
            problems.push_back({waiting.front().migration.origin, 0,
                                "stands in a circle of 'varve:after': " + circle_in(waiting)});
            break;
        }
        ordered.push_back(std::move(*next));
        waiting.erase(next);
    }
    return ordered;
}

} // namespace varve
