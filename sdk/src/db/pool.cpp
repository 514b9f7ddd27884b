#include "varve/db/pool.hpp"

#include "db/pool_state.hpp"
#include "varve/duration.hpp"
#include "varve/log.hpp"

namespace varve {

namespace {

// "'checkout' for 12 s, someone for 3 s": a long list is cut.
std::string named(const std::vector<PoolHolder>& holders) {
    constexpr std::size_t most = 10;
    std::string text;
    for (std::size_t i = 0; i < std::min(holders.size(), most); ++i) {
        const std::string& name = holders[i].name;
        text += (i == 0 ? "" : ", ") + (name.empty() ? "someone" : '\'' + name + '\'') + " for " +
                readable(holders[i].since);
    }
    if (holders.size() > most) text += " and " + std::to_string(holders.size() - most) + " more";
    return text;
}

} // namespace

PoolTimeout::PoolTimeout(std::chrono::milliseconds waited, std::vector<PoolHolder> holders)
    : Error("no connection of the pool was free within " + readable(waited) + ": " +
            std::to_string(holders.size()) + " in use, by " + named(holders) +
            "; give connections back sooner, or let the pool have more"),
      holders_(std::move(holders)) {}
PoolTimeout::~PoolTimeout() = default;

Pool::Pool(Open open, PoolOptions options)
    : state_(std::make_shared<PoolState>(std::move(open), std::move(options))) {}

Pool::~Pool() {
    const std::vector<PoolHolder> leaks = state_->close(std::chrono::milliseconds(0));
    if (!leaks.empty())
        log::warning("a pool of connections ended before those who use it: " + named(leaks));
}

Pool::Lease Pool::lease(const LeaseRequest& request) {
    return Lease(state_, state_->acquire(request));
}

PoolMetrics Pool::metrics() const {
    return state_->metrics();
}

std::vector<PoolHolder> Pool::holders() const {
    return state_->holders();
}

std::vector<PoolHolder> Pool::close(std::chrono::milliseconds patience) {
    return state_->close(patience);
}

Pool::Lease::Lease(std::shared_ptr<PoolState> state, PooledConnectionPtr lent)
    : state_(std::move(state)), lent_(std::move(lent)) {}

Pool::Lease::Lease(Lease&&) noexcept = default;

Pool::Lease& Pool::Lease::operator=(Lease&& other) noexcept {
    if (this == &other) return *this;
    give_back();
    state_ = std::move(other.state_);
    lent_ = std::move(other.lent_);
    return *this;
}

Pool::Lease::~Lease() {
    give_back();
}

void Pool::Lease::give_back() noexcept {
    if (lent_) state_->release(std::move(lent_));
}

Connection& Pool::Lease::connection() const noexcept {
    return *lent_->connection;
}

void Pool::Lease::discard() noexcept {
    lent_->discarded = true;
}

std::any& Pool::Lease::attachment() const noexcept {
    return lent_->attachment;
}

} // namespace varve
