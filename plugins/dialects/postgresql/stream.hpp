#pragma once

#include "exchange.hpp"

namespace varve::postgresql {

/// Rows that arrive one by one (libpq's single-row mode). Dropped early, it reads the rest away.
class StreamedRows final : public Rows {
public:
    StreamedRows(Exchange& exchange, const Statement& statement, std::span<const Kind> wanted);
    StreamedRows(const StreamedRows&) = delete;
    StreamedRows& operator=(const StreamedRows&) = delete;
    ~StreamedRows() override;

    std::span<const ColumnInfo> columns() const override { return decoder_.columns(); }
    bool next(std::span<Cell> row) override;
    std::uint64_t affected() const override { return affected_; }

private:
    void receive();
    void end() noexcept;

    Exchange& exchange_;
    std::string text_;
    RowDecoder decoder_;
    Result current_, ahead_; ///< the row whose cells are in use, and the one after it
    std::uint64_t affected_ = 0;
    bool open_ = true;
};

} // namespace varve::postgresql
