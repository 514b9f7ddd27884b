#include "kernel/compare/schema_difference.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace varve {

namespace {

using Kind = SchemaDifference::Kind;

auto key(const SchemaObject& object) {
    return std::tie(object.kind, object.name);
}

const SchemaObject& present(const SchemaDifference& one) {
    return one.kind == Kind::added ? one.after : one.before;
}

bool is_table(const SchemaObject& object) {
    return object.name == object.table && object.kind != "rows";
}

// A table's columns and indexes come and go with it.
void leave_out_parts(std::vector<SchemaDifference>& found) {
    std::set<std::string> whole;
    for (const SchemaDifference& one : found)
        if (one.kind != Kind::changed && is_table(present(one))) whole.insert(present(one).table);
    std::erase_if(found, [&](const SchemaDifference& one) {
        return !is_table(present(one)) && whole.contains(present(one).table);
    });
}

} // namespace

std::vector<SchemaDifference> differences(std::vector<SchemaObject> before,
                                          std::vector<SchemaObject> after) {
    std::ranges::sort(before, {}, key);
    std::ranges::sort(after, {}, key);
    std::vector<SchemaDifference> found;
    auto old = before.begin(), now = after.begin();
    while (old != before.end() || now != after.end()) {
        if (now == after.end() || (old != before.end() && key(*old) < key(*now))) {
            found.push_back({Kind::missing, *old++, {}});
        } else if (old == before.end() || key(*now) < key(*old)) {
            found.push_back({Kind::added, {}, *now++});
        } else {
            if (old->definition != now->definition) found.push_back({Kind::changed, *old, *now});
            ++old;
            ++now;
        }
    }
    leave_out_parts(found);
    return found;
}

std::string in_words(const SchemaObject& object) {
    return "the " + object.kind + ' ' + object.name;
}

} // namespace varve
