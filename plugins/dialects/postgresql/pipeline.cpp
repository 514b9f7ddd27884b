#include "pipeline.hpp"

#include "batch_plan.hpp"
#include "message.hpp"

#include <exception>

namespace varve::postgresql {

namespace {

// A pipeline from its start to its end. Whatever happens in between, the connection is usable
// afterwards.
class Flight {
public:
    Flight(Exchange& exchange, std::span<const Statement> statements)
        : exchange_(exchange), statements_(statements) {
        exchange_.require_idle();
        if (PQenterPipelineMode(&handle()) != 1) exchange_.fail(nullptr, {});
    }
    Flight(const Flight&) = delete;
    Flight& operator=(const Flight&) = delete;
    ~Flight() { PQexitPipelineMode(&handle()); }

    void send(const Unit& unit) {
        sent_.push_back(unit);
        sent_.back().last = unit.first;
        for (std::size_t i = unit.first; i < unit.last && !error_; ++i) {
            attempt([&] { send(statements_[i]); });
            if (!error_) ++sent_.back().last;
        }
        PQpipelineSync(&handle());
    }

    /// The replies of all that was sent, or the first error.
    void receive(Replies& replies) {
        std::exception_ptr failed_to_send = std::exchange(error_, nullptr);
        for (const Unit& unit : sent_) {
            for (std::size_t i = unit.first; i < unit.last; ++i) {
                const StatementTimer timer = exchange_.timed(statements_[i].text);
                const Result result = exchange_.drain();
                if (!error_) attempt([&] { take(result, statements_[i], replies); });
            }
            const Result sync(PQgetResult(&handle()));
            opened_after_error_ |= error_ && failed_unit_ != nullptr && unit.opens;
            if (error_ && failed_unit_ == nullptr) failed_unit_ = &unit;
        }
        if (!error_) error_ = failed_to_send;
    }

    std::exception_ptr error() const noexcept { return error_; }
    /// Did a later unit begin a transaction although an earlier one failed?
    bool opened_after_error() const noexcept { return opened_after_error_; }

private:
    PGconn& handle() const noexcept { return exchange_.handle(); }

    template <class Deed> void attempt(Deed deed) {
        try {
            deed();
        } catch (...) {
            error_ = std::current_exception();
        }
    }

    void send(const Statement& statement) {
        parameters_.set(cells_of(statement.parameters));
        const std::string text = exchange_.tagged(statement.text, parameters_.count());
        if (PQsendQueryParams(&handle(), text.c_str(), parameters_.count(), parameters_.types(),
                              parameters_.values(), parameters_.lengths(), parameters_.formats(),
                              static_cast<int>(Format::text)) != 1)
            exchange_.fail(nullptr, statement.text);
    }

    void take(const Result& result, const Statement& statement, Replies& replies) {
        exchange_.require_success(result.get(), statement.text);
        try {
            replies.add(*result, statement);
        } catch (...) {
            exchange_.session().cancel(); // what follows would be run for nothing
            throw;
        }
    }

    Exchange& exchange_;
    std::span<const Statement> statements_;
    Parameters parameters_;
    std::vector<Unit> sent_; ///< as far as it was sent
    std::exception_ptr error_;
    const Unit* failed_unit_ = nullptr;
    bool opened_after_error_ = false;
};

void run_pipelined(Exchange& exchange, std::span<const Statement> statements,
                   std::span<const Unit> units, Replies& replies) {
    std::exception_ptr error;
    bool opened_after_error = false;
    {
        Flight flight(exchange, statements);
        for (const Unit& unit : units) flight.send(unit);
        flight.receive(replies);
        error = flight.error();
        opened_after_error = flight.opened_after_error();
    }
    if (!error) return;
    if (opened_after_error && exchange.in_transaction()) exchange.run({"ROLLBACK"});
    std::rethrow_exception(error);
}

} // namespace

std::vector<Reply> run_batch(Exchange& exchange, std::span<const Statement> statements,
                             const OnReply& on_reply) {
    Replies replies{on_reply};
    replies.all.reserve(statements.size());
    const std::vector<Unit> units = plan_batch(statements, exchange.in_transaction());
    if (units.size() == 1 && !units.front().alone) {
        if (const std::optional<Message> message = one_message(statements)) {
            run_message(exchange, *message, statements, replies);
            return std::move(replies.all);
        }
    }
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (units[i].alone) {
            const Statement& statement = statements[units[i].first];
            replies.add(*exchange.run(statement), statement);
            continue;
        }
        const std::size_t count = units[i].joined ? 2 : 1;
        run_pipelined(exchange, statements, std::span(units).subspan(i, count), replies);
        i += count - 1;
    }
    return std::move(replies.all);
}

} // namespace varve::postgresql
