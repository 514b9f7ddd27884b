#include "appender.hpp"

#include "cells.hpp"
#include "errors.hpp"

namespace varve::duckdb {

namespace {

/// Rows on their way into a table: DuckDB collects them and runs a statement that reads them.
class Appender {
public:
    Appender(Session& session, std::string statement, std::span<const Kind> kinds)
        : session_(session), statement_(std::move(statement)) {
        std::vector<TypePtr> types;
        std::vector<duckdb_logical_type> handles;
        for (const Kind kind : kinds) {
            types.emplace_back(duckdb_create_logical_type(type_of(kind)));
            handles.push_back(types.back().get());
        }
        duckdb_appender made = nullptr;
        const duckdb_state state =
            duckdb_appender_create_query(session.handle(), statement_.c_str(), handles.size(),
                                         handles.data(), nullptr, nullptr, &made);
        appender_.reset(made);
        check(state);
    }

    // What was not inserted yet shall not be: to end an appender inserts it.
    ~Appender() { duckdb_appender_clear(appender_.get()); }

    Appender(const Appender&) = delete;
    Appender& operator=(const Appender&) = delete;

    void append(std::span<const Cell> row) {
        for (const Cell cell : row) {
            const ValuePtr value = value_of(cell);
            if (!value)
                throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                                     .message = "a row has a value of kind " +
                                                std::string(to_string(cell.kind())) +
                                                " that DuckDB cannot hold",
                                     .statement = statement_});
            check(duckdb_append_value(appender_.get(), value.get()));
        }
        check(duckdb_appender_end_row(appender_.get()));
    }

    void close() { check(duckdb_appender_close(appender_.get())); }

private:
    void check(duckdb_state state) {
        if (state == DuckDBSuccess) return;
        session_.has_failed();
        const ErrorPtr said(duckdb_appender_error_data(appender_.get()));
        throw error_of(duckdb_error_data_message(said.get()), statement_);
    }

    Session& session_;
    std::string statement_;
    AppenderPtr appender_;
};

std::string insert_statement(const Dialect& dialect, const BulkInsert& target) {
    std::string columns;
    for (const std::string& column : target.columns)
        columns += (columns.empty() ? "" : ", ") + dialect.quote(column);
    return "INSERT INTO " + target.table + " (" + columns + ") FROM appended_data";
}

} // namespace

std::uint64_t append(Session& session, const Dialect& dialect, const BulkInsert& target,
                     RowSource& source) {
    const std::string statement = insert_statement(dialect, target);
    session.refuse_during_stream(statement);
    Appender appender(session, statement, target.kinds);
    std::vector<Cell> row(target.columns.size());
    std::uint64_t appended = 0;
    for (; source.next(row); ++appended) appender.append(row);
    appender.close();
    return appended;
}

} // namespace varve::duckdb
