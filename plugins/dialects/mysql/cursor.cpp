#include "cursor.hpp"

#include "conversions.hpp"
#include "traits.hpp"

#include "varve/db/lexer.hpp"

#include <cassert>
#include <utility>

namespace varve::mysql {

namespace {

constexpr unsigned not_preparable = 1295;
constexpr unsigned columns_changed = 2057;

bool only_reads(std::string_view statement) {
    static constexpr LexicalRules rules{.hash_comments = true, .executable_comments = true};
    return Lexer(statement, rules).next().is("SELECT");
}

} // namespace

// Instead of places for the library to copy values to: they are seen where they are.
void Cursor::take_value(void* cursor, unsigned column, unsigned char** place) noexcept {
    auto& self = *static_cast<Cursor*>(cursor);
    self.readers_[column].take(place, self.row_[column]);
}

Cursor::Cursor(Session& session, std::string text, std::span<const Kind> wanted)
    : session_(session), text_(std::move(text)), wanted_(wanted.begin(), wanted.end()) {}

Cursor::~Cursor() {
    reset();
}

void Cursor::prepare() {
    make_statement();
    if (mysql_stmt_prepare(statement_.get(), text_.data(), text_.size()) != 0)
        return give_up_preparing();
    session_.ends(0);
    describe();
}

void Cursor::make_statement() {
    session_.prepares(text_);
    statement_.reset(mysql_stmt_init(session_.handle()));
    if (!statement_) throw std::bad_alloc();
    mysql_stmt_attr_set(statement_.get(), STMT_ATTR_CB_USER_DATA, this);
    mysql_stmt_attr_set(statement_.get(), STMT_ATTR_CB_RESULT,
                        reinterpret_cast<const void*>(&take_value));
}

void Cursor::give_up_preparing() {
    const Failure failure = failure_of(statement_.get());
    statement_.reset();
    const DatabaseError error = session_.failed(failure, text_);
    if (failure.code != not_preparable) throw error;
}

void Cursor::check_wanted(std::size_t columns) const {
    if (wanted_.empty() || wanted_.size() == columns) return;
    throw misuse(std::to_string(wanted_.size()) + " kinds are wanted of " +
                     std::to_string(columns) + " columns",
                 text_);
}

// Each time: a table may have been altered since, and then the server prepares anew.
void Cursor::describe() {
    const ResultPtr metadata(mysql_stmt_result_metadata(statement_.get()));
    const std::size_t count = metadata ? mysql_num_fields(metadata.get()) : 0;
    // What a procedure answers is known only when it runs.
    if (count > 0 || state_ != State::idle) check_wanted(count);
    columns_.clear();
    readers_.clear();
    finishing_.clear();
    for (std::size_t i = 0; i < count; ++i)
        readers_.emplace_back(mysql_fetch_fields(metadata.get())[i], wanted(i));
    for (std::size_t i = 0; i < count; ++i) {
        columns_.push_back(readers_[i].info());
        if (readers_[i].finishes()) finishing_.push_back(i);
    }
}

void Cursor::fail() {
    const Failure failure = failure_of(statement_.get());
    take_rest();
    throw session_.failed(failure, text_);
}

void Cursor::execute(std::span<const Cell> parameters) {
    MYSQL_STMT* const statement = statement_.get();
    if (mysql_stmt_param_count(statement) != parameters.size())
        throw misuse("the statement has " + std::to_string(mysql_stmt_param_count(statement)) +
                         " parameters and " + std::to_string(parameters.size()) + " were given",
                     text_);
    Parameters bound(parameters, text_);
    session_.starts(text_);
    if (!send(bound)) {
        // It did run, but its rows cannot be had: what only reads can be run once more.
        if (mysql_stmt_errno(statement) != columns_changed || !only_reads(text_)) fail();
        prepare();
        if (!send(bound)) fail();
    }
    note_affected();
}

void Cursor::note_affected() {
    affected_ = mysql_stmt_field_count(statement_.get()) == 0
                    ? mysql_stmt_affected_rows(statement_.get())
                    : 0;
}

bool Cursor::send(Parameters& parameters) {
    if (mysql_stmt_param_count(statement_.get()) > 0 &&
        mysql_stmt_bind_param(statement_.get(), parameters.binds()))
        return false;
    return mysql_stmt_execute(statement_.get()) == 0;
}

void Cursor::start(std::span<const Cell> parameters, Fetch fetch) {
    reset();
    if (std::exchange(spent_, false)) prepare();
    if (!statement_) return start_plain(parameters);
    const StatementTimer timer = session_.timed(text_);
    execute(parameters);
    take_result(fetch);
}

// What may have parameters is prepared first, for the server to count them.
void Cursor::start_once(std::span<const Cell> parameters, Fetch fetch) {
    if (!parameters.empty() || text_.find('?') != std::string::npos) {
        prepare();
        return start(parameters, fetch);
    }
    // A text is the same in both of the protocol's forms, and what is not prepared costs less.
    if (wanted_.size() == 1 && wanted_[0] == Kind::text && text_.starts_with(probe_begin))
        return start_plain(parameters);
    make_statement();
    if (run_directly(fetch)) return;
    give_up_preparing();
    start_plain(parameters);
}

bool Cursor::run_directly(Fetch fetch) {
    const StatementTimer timer = session_.timed(text_);
    if (mariadb_stmt_execute_direct(statement_.get(), text_.data(), text_.size()) != 0)
        return false;
    note_affected();
    take_result(fetch);
    return true;
}

void Cursor::take_result(Fetch fetch) {
    MYSQL_STMT* const statement = statement_.get();
    state_ = State::streamed; // from here on there is something to be finished
    describe();
    if (columns_.empty()) return finish();
    if (fetch == Fetch::all) {
        if (mysql_stmt_store_result(statement) != 0) {
            spent_ = true;
            fail();
        }
        state_ = State::stored;
        // A procedure has more to say, if only that it is done.
        if (mysql_stmt_more_results(statement)) state_ = State::streamed;
    }
    if (state_ == State::stored)
        session_.ends(mysql_stmt_warning_count(statement));
    else
        session_.streams(true);
}

std::uint64_t Cursor::run(std::span<const Cell> parameters) {
    start(parameters, Fetch::all);
    finish();
    reset();
    return affected_;
}

void Cursor::start_plain(std::span<const Cell> parameters) {
    if (!parameters.empty())
        throw misuse("the server cannot prepare this statement, so it takes no parameters", text_);
    result_ = session_.run(text_, affected_);
    describe_plain();
    state_ = State::plain;
}

void Cursor::describe_plain() {
    const std::size_t count = result_ ? mysql_num_fields(result_.get()) : 0;
    check_wanted(count);
    columns_.clear();
    for (std::size_t i = 0; i < count; ++i) {
        const MYSQL_FIELD& field = mysql_fetch_fields(result_.get())[i];
        columns_.push_back({std::string(field.name, field.name_length), Kind::text});
    }
    buffers_.resize(count);
}

bool Cursor::fetch() {
    const int code = mysql_stmt_fetch(statement_.get());
    if (code == MYSQL_NO_DATA) {
        finish();
        return false;
    }
    if (code == 1) fail();
    return true;
}

bool Cursor::next(std::span<Cell> row) {
    assert(state_ == State::idle || row.size() == columns_.size());
    if (state_ == State::plain) return next_plain(row);
    row_ = row.data();
    if (state_ == State::idle || !fetch()) return false;
    for (const std::size_t i : finishing_)
        if (!readers_[i].finish(row[i])) refuse(i);
    return true;
}

bool Cursor::next_plain(std::span<Cell> row) {
    const MYSQL_ROW texts = result_ ? mysql_fetch_row(result_.get()) : nullptr;
    if (texts == nullptr) {
        reset();
        return false;
    }
    const unsigned long* const lengths = mysql_fetch_lengths(result_.get());
    for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] = Cell();
        if (texts[i] == nullptr) continue;
        const Cell text = Cell::text({texts[i], lengths[i]});
        const Kind kind = wanted(i);
        const auto cell = kind == Kind::any || kind == Kind::text
                              ? std::optional(text)
                              : converted(text, kind, buffers_[i]);
        if (!cell) refuse(i);
        row[i] = *cell;
    }
    return true;
}

void Cursor::refuse(std::size_t column) const {
    const bool is_day = columns_[column].kind >= Kind::date &&
                        columns_[column].kind != Kind::time &&
                        columns_[column].kind <= Kind::timestamp_tz;
    throw DatabaseError(
        {.kind = DatabaseError::Kind::invalid_data,
         .message = "a value of the column '" + columns_[column].name + "' cannot be read as " +
                    std::string(to_string(wanted(column) == Kind::any ? columns_[column].kind
                                                                      : wanted(column))),
         .statement = text_,
         .hint = is_day ? "a date with zeros in it can be read as text only" : ""});
}

// Takes all that is still to come, for the session can do nothing else before. Returns what went
// wrong behind the rows, as in a later statement of a procedure.
std::optional<Failure> Cursor::take_rest() noexcept {
    const State former = std::exchange(state_, State::idle);
    if (former == State::idle || former == State::plain) return std::nullopt;
    MYSQL_STMT* const statement = statement_.get();
    mysql_stmt_free_result(statement);
    if (former == State::stored) return std::nullopt;
    int more = mysql_stmt_more_results(statement) ? 0 : -1;
    while (more == 0) {
        more = mysql_stmt_next_result(statement);
        if (more == 0) mysql_stmt_free_result(statement);
    }
    session_.streams(false);
    if (more > 0) return failure_of(statement);
    try {
        session_.ends(mysql_stmt_warning_count(statement));
    } catch (...) { // NOLINT(bugprone-empty-catch): a notice is not worth a failure
    }
    return std::nullopt;
}

void Cursor::finish() {
    if (const std::optional<Failure> failure = take_rest()) throw session_.failed(*failure, text_);
}

void Cursor::reset() noexcept {
    take_rest();
    state_ = State::idle;
    result_.reset();
}

} // namespace varve::mysql
