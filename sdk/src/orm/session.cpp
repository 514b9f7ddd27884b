#include "varve/orm/session.hpp"

#include <chrono>
#include <exception>

namespace varve {

QueryObserver::~QueryObserver() = default;

/// A statement that stays prepared.
struct Session::Slot {
    Connection::PreparedPtr prepared;
    std::unique_ptr<orm::Spelled> spelled; ///< stays where it is when there are more slots
};

Session::Session(Connection& connection) : connection_(connection) {}
Session::~Session() = default;

void Session::keep_statements(bool keep) {
    keeps_statements_ = keep;
    if (!keep) slots_.clear();
}

namespace {

// One for the whole program: a statement has the same slot on all sessions.
std::uint32_t claim(std::atomic<std::uint32_t>& slot) {
    static std::atomic<std::uint32_t> last{0};
    std::uint32_t claimed = 0;
    const std::uint32_t own = ++last;
    return slot.compare_exchange_strong(claimed, own) ? own : claimed;
}

std::int64_t now() {
    return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

} // namespace

const Session::Slot& Session::slot_of(const orm::StatementFacts& statement) {
    const std::uint32_t number = statement.slot->load(std::memory_order_relaxed);
    // Numbers are from 1, and a session has slots for those that it has seen.
    if (number - 1 < slots_.size() && slots_[number - 1].prepared) return slots_[number - 1];
    return new_slot(statement);
}

Session::Slot& Session::new_slot(const orm::StatementFacts& statement) {
    std::uint32_t number = statement.slot->load(std::memory_order_relaxed);
    if (number == 0) number = claim(*statement.slot);
    if (slots_.size() < number) slots_.resize(number);
    Slot& slot = slots_[number - 1];
    slot.spelled = std::make_unique<orm::Spelled>(orm::spell(dialect(), statement));
    slot.prepared = connection_.prepare(slot.spelled->text, statement.wanted);
    return slot;
}

namespace orm {

/// What a statement has that the session does not keep.
struct Use::Apart {
    Spelled spelled;
    Connection::PreparedPtr prepared;
    std::unique_ptr<Rows> sent;
    std::vector<Cell> ordered;
};

Use::Use(Session& session, const StatementFacts& statement, std::span<const std::size_t> choices,
         Fetch fetch)
    : session_(session), facts_(statement), fetch_(fetch) {
    if (session.observer_ != nullptr) {
        started_ = now();
        exceptions_ = std::uncaught_exceptions();
    }
    // A stream has a statement of its own: others of its kind may run meanwhile.
    const bool prepares = session.keeps_statements_ && fetch == Fetch::all;
    if (statement.slot == nullptr || !prepares) {
        spell_apart(choices, prepares);
        return;
    }
    const Session::Slot& slot = session.slot_of(statement);
    prepared_ = slot.prepared.get();
    text_ = slot.spelled.get();
}

void Use::spell_apart(std::span<const std::size_t> choices, bool prepares) {
    apart_ = std::make_unique<Apart>();
    apart_->spelled = spell(session_.dialect(), facts_, choices);
    text_ = &apart_->spelled;
    if (!prepares) return;
    apart_->prepared = session_.connection_.prepare(text_->text, facts_.wanted);
    prepared_ = apart_->prepared.get();
}

Use::~Use() {
    if (prepared_ != nullptr && !ended_) prepared_->reset();
    if (session_.observer_ == nullptr) return;
    session_.observer_->on_query({.text = text_->text,
                                  .nanoseconds = now() - started_,
                                  .rows = count_,
                                  .failed = std::uncaught_exceptions() > exceptions_});
}

std::span<const Cell> Use::in_order(std::span<const Cell> parameters) {
    if (text_->order.empty()) return parameters;
    if (!apart_) apart_ = std::make_unique<Apart>();
    for (const std::size_t place : text_->order) apart_->ordered.push_back(parameters[place]);
    return apart_->ordered;
}

Statement Use::as_statement(std::span<const Cell> parameters) const {
    Statement statement{text_->text};
    for (const Cell cell : parameters) statement.parameters.emplace_back(cell);
    return statement;
}

void Use::query(std::span<const Cell> parameters) {
    parameters = in_order(parameters);
    if (prepared_ != nullptr) {
        prepared_->query(parameters);
        rows_ = prepared_;
        return;
    }
    apart_->sent = session_.connection_.query(as_statement(parameters), facts_.wanted, fetch_);
    rows_ = apart_->sent.get();
}

std::uint64_t Use::execute(std::span<const Cell> parameters) {
    parameters = in_order(parameters);
    ended_ = true;
    count_ = prepared_ != nullptr ? prepared_->execute(parameters)
                                  : session_.connection_.execute(as_statement(parameters));
    return count_;
}

} // namespace orm

} // namespace varve
