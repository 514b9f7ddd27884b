#include "shrink.hpp"

#include <vector>

namespace varve::test {

namespace {

using Pairs = std::vector<RandomPair>;

// One of the two without each thing that it has, and with each that the other has instead.
template <class Map, class Add>
void add_smaller(const Map& before, const Map& after, const Add& add) {
    for (const auto& [name, thing] : before) {
        add([&, key = name](Map& one, Map& other) { one.erase(key), other.erase(key); });
        if (const auto now = after.find(name); now != after.end() && now->second != thing)
            add([&, key = name](Map& one, Map& other) { other.at(key) = one.at(key); });
    }
    for (const auto& [name, thing] : after)
        if (!before.contains(name)) add([key = name](Map&, Map& other) { other.erase(key); });
}

Pairs smaller(const RandomPair& pair, const Vocabulary& words) {
    Pairs pairs;
    const auto add = [&](const auto& change) {
        RandomPair one = pair;
        change(one);
        settle(one, words);
        if (one.before != pair.before || one.after != pair.after) pairs.push_back(std::move(one));
    };
    add_smaller(pair.before.tables, pair.after.tables, [&](const auto& change) {
        add([&](RandomPair& one) { change(one.before.tables, one.after.tables); });
    });
    add_smaller(pair.before.views, pair.after.views, [&](const auto& change) {
        add([&](RandomPair& one) { change(one.before.views, one.after.views); });
    });
    add_smaller(pair.before.triggers, pair.after.triggers, [&](const auto& change) {
        add([&](RandomPair& one) { change(one.before.triggers, one.after.triggers); });
    });
    for (const auto& [name, table] : pair.before.tables) {
        const auto now = pair.after.tables.find(name);
        if (now == pair.after.tables.end()) continue;
        add_smaller(table.columns, now->second.columns, [&](const auto& change) {
            add([&](RandomPair& one) {
                change(one.before.tables.at(name).columns, one.after.tables.at(name).columns);
            });
        });
        add_smaller(table.indexes, now->second.indexes, [&](const auto& change) {
            add([&](RandomPair& one) {
                change(one.before.tables.at(name).indexes, one.after.tables.at(name).indexes);
            });
        });
    }
    return pairs;
}

} // namespace

RandomPair shrunk(RandomPair pair, const Vocabulary& words,
                  const std::function<bool(const RandomPair&)>& fails) {
    for (bool again = true; again;) {
        again = false;
        for (RandomPair& one : smaller(pair, words)) {
            if (!fails(one)) continue;
            pair = std::move(one);
            again = true;
            break;
        }
    }
    return pair;
}

} // namespace varve::test
