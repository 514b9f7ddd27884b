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
    if (keep) return;
    ready_.clear();
    slots_.clear();
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
    if (ready_.size() < number) ready_.resize(number);
    if (slot.spelled->order.empty()) ready_[number - 1] = slot.prepared.get();
    return slot;
}

namespace orm {

/// A statement that takes more than to run it: it is not kept, its parameters are in another order,
/// or somebody is told of it.
class Run {
public:
    Run(Session& session, const StatementFacts& statement, std::span<const std::size_t> choices,
        bool prepares);
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;
    ~Run();

    Rows& query(std::span<const Cell> parameters, Fetch fetch);
    void execute(std::span<const Cell> parameters);
    Prepared* prepared() const noexcept { return prepared_; }

    std::uint64_t count = 0; ///< of rows, as QueryEvent has it

private:
    void spell_apart(std::span<const std::size_t> choices, bool prepares);
    std::span<const Cell> in_order(std::span<const Cell> parameters);
    Statement as_statement(std::span<const Cell> parameters) const;

    Session& session_;
    const StatementFacts& facts_;
    std::int64_t started_ = 0;
    int exceptions_ = 0;
    const Spelled* text_ = nullptr;
    Prepared* prepared_ = nullptr; ///< nullptr: it is sent as a whole
    Spelled spelled_;
    Connection::PreparedPtr lent_;
    std::unique_ptr<Rows> sent_;
    std::vector<Cell> ordered_;
};

Run::Run(Session& session, const StatementFacts& statement, std::span<const std::size_t> choices,
         bool prepares)
    : session_(session), facts_(statement) {
    if (session.observer_ != nullptr) {
        started_ = now();
        exceptions_ = std::uncaught_exceptions();
    }
    prepares = prepares && session.keeps_statements_;
    if (statement.slot == nullptr || !prepares) {
        spell_apart(choices, prepares);
        return;
    }
    const Session::Slot& slot = session.slot_of(statement);
    prepared_ = slot.prepared.get();
    text_ = slot.spelled.get();
}

void Run::spell_apart(std::span<const std::size_t> choices, bool prepares) {
    spelled_ = spell(session_.dialect(), facts_, choices);
    text_ = &spelled_;
    if (!prepares) return;
    lent_ = session_.connection_.prepare(text_->text, facts_.wanted);
    prepared_ = lent_.get();
}

Run::~Run() {
    if (session_.observer_ == nullptr) return;
    session_.observer_->on_query({.text = text_->text,
                                  .nanoseconds = now() - started_,
                                  .rows = count,
                                  .failed = std::uncaught_exceptions() > exceptions_});
}

std::span<const Cell> Run::in_order(std::span<const Cell> parameters) {
    if (text_->order.empty()) return parameters;
    for (const std::size_t place : text_->order) ordered_.push_back(parameters[place]);
    return ordered_;
}

Statement Run::as_statement(std::span<const Cell> parameters) const {
    Statement statement{text_->text};
    for (const Cell cell : parameters) statement.parameters.emplace_back(cell);
    return statement;
}

Rows& Run::query(std::span<const Cell> parameters, Fetch fetch) {
    parameters = in_order(parameters);
    if (prepared_ != nullptr) {
        prepared_->query(parameters);
        return *prepared_;
    }
    sent_ = session_.connection_.query(as_statement(parameters), facts_.wanted, fetch);
    return *sent_;
}

void Run::execute(std::span<const Cell> parameters) {
    parameters = in_order(parameters);
    count = prepared_ != nullptr ? prepared_->execute(parameters)
                                 : session_.connection_.execute(as_statement(parameters));
}

std::uint64_t run(Session& session, const StatementFacts& statement, const Bound& bound) {
    Run run(session, statement, bound.choices, true);
    run.execute(bound.parameters);
    return run.count;
}

void Use::EndRun::operator()(Run* run) const noexcept {
    delete run;
}

void Use::run(Session& session, const StatementFacts& statement, const Bound& bound, Fetch fetch) {
    // A stream has a statement of its own: others of its kind may run meanwhile.
    run_.reset(new Run(session, statement, bound.choices, fetch == Fetch::all));
    prepared_ = run_->prepared();
    rows_ = &run_->query(bound.parameters, fetch);
}

void Use::end() noexcept {
    if (prepared_ != nullptr && !ended_) prepared_->reset();
    if (run_) run_->count = count_;
}

} // namespace orm

} // namespace varve
