#include "order.hpp"

#include "varve/error.hpp"

#include <algorithm>

namespace varve::seed {

namespace {

class Order {
public:
    Order(const std::vector<SeedFile>& seeds, const RefersTo& refers_to)
        : seeds_(seeds), refers_to_(refers_to), states_(seeds.size(), State::waiting) {}

    std::vector<SeedFile> take() {
        for (std::size_t i = 0; i < seeds_.size(); ++i) visit(i);
        return std::move(ordered_);
    }

private:
    enum class State : std::uint8_t { waiting, open, done };

    void visit(std::size_t at) {
        if (states_[at] != State::waiting) return;
        states_[at] = State::open;
        const SeedFile& seed = seeds_[at];
        for (std::size_t other = 0; other < seeds_.size(); ++other) {
            if (other == at) continue;
            const SeedFile& first = seeds_[other];
            const bool named = contains(seed.settings.after, first.name) && first.name != seed.name;
            if (named && states_[other] == State::open)
                throw ConfigError("the seeds " + first.id + " and " + seed.id +
                                  " are to come after each other; see after in [seed]");
            const bool referred = first.table().name_space == seed.table().name_space &&
                                  first.table() != seed.table() &&
                                  contains(refers_to_(seed.table()), first.table().name);
            if (named || referred) visit(other);
        }
        states_[at] = State::done;
        ordered_.push_back(seed);
    }

    static bool contains(const std::vector<std::string>& list, const std::string& name) {
        return std::ranges::find(list, name) != list.end();
    }

    const std::vector<SeedFile>& seeds_;
    const RefersTo& refers_to_;
    std::vector<State> states_;
    std::vector<SeedFile> ordered_;
};

} // namespace

std::vector<SeedFile> ordered(const std::vector<SeedFile>& seeds, const RefersTo& refers_to) {
    return Order(seeds, refers_to).take();
}

} // namespace varve::seed
