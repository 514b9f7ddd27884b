#include "copy.hpp"

#include "big_endian.hpp"

#include "varve/error.hpp"

#include <algorithm>

namespace varve::postgresql {

namespace {

constexpr std::size_t chunk_size = 65536;

bool put(Exchange& exchange, std::string_view bytes) {
    return PQputCopyData(&exchange.handle(), bytes.data(), static_cast<int>(bytes.size())) == 1;
}

// One row after another in the form that COPY reads.
class RowEncoder {
public:
    RowEncoder(const BulkInsert& target, const PGresult& shape) : columns_(target.columns) {
        for (std::size_t i = 0; i < columns_.size(); ++i)
            encoders_.push_back(
                i < target.kinds.size()
                    ? binary_encoder(PQftype(&shape, static_cast<int>(i)), target.kinds[i])
                    : nullptr);
        kinds_ = target.kinds;
        binary_ = std::ranges::none_of(encoders_, [](auto encoder) { return encoder == nullptr; });
        if (binary_) buffer_.assign("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
    }

    bool binary() const noexcept { return binary_; }
    std::string& buffer() noexcept { return buffer_; }

    void add(std::span<const Cell> row) {
        if (binary_)
            add_binary(row);
        else
            add_text(row);
    }
    void finish() {
        if (binary_) append_big_endian(buffer_, std::int16_t{-1});
    }

private:
    void add_binary(std::span<const Cell> row) {
        append_big_endian(buffer_, static_cast<std::int16_t>(row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i].is_null()) {
                append_big_endian(buffer_, std::int32_t{-1});
                continue;
            }
            const std::size_t length_at = buffer_.size();
            buffer_.append(sizeof(std::int32_t), '\0');
            if (row[i].kind() != kinds_[i] || !encoders_[i](buffer_, row[i])) refuse(i, row[i]);
            std::string length;
            append_big_endian(length, static_cast<std::int32_t>(buffer_.size() - length_at - 4));
            buffer_.replace(length_at, length.size(), length);
        }
    }

    void add_text(std::span<const Cell> row) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) buffer_ += '\t';
            if (row[i].is_null())
                buffer_ += "\\N";
            else
                add_escaped(i, row[i]);
        }
        buffer_ += '\n';
    }

    void add_escaped(std::size_t column, Cell cell) {
        text_.clear();
        append_text(text_, cell);
        for (const char c : text_) {
            if (c == '\0') refuse(column, cell);
            if (c == '\\' || c == '\t') buffer_ += '\\';
            if (c == '\n' || c == '\r')
                buffer_ += c == '\n' ? "\\n" : "\\r";
            else
                buffer_ += c;
        }
    }

    [[noreturn]] void refuse(std::size_t column, Cell cell) const {
        throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                             .message = "a value of kind " + std::string(to_string(cell.kind())) +
                                        " does not fit column \"" + columns_[column] + "\""});
    }

    std::vector<std::string> columns_;
    std::vector<Kind> kinds_;
    std::vector<EncodeBinary> encoders_;
    bool binary_ = false;
    std::string buffer_, text_;
};

std::string column_list(const Dialect& dialect, const BulkInsert& target) {
    std::string list;
    for (const std::string& column : target.columns)
        list += (list.empty() ? "" : ", ") + dialect.quote(column);
    return list;
}

void send_rows(Exchange& exchange, RowEncoder& encoder, RowSource& source, std::size_t width) {
    std::vector<Cell> row(width);
    bool accepted = true;
    while (accepted && source.next(row)) {
        encoder.add(row);
        if (encoder.buffer().size() < chunk_size) continue;
        accepted = put(exchange, encoder.buffer());
        encoder.buffer().clear();
    }
    encoder.finish();
    if (accepted) put(exchange, encoder.buffer());
}

} // namespace

Result copy_in(Exchange& exchange, std::string_view input) {
    bool accepted = true;
    for (std::size_t at = 0; accepted && at < input.size(); at += chunk_size)
        accepted = put(exchange, input.substr(at, chunk_size));
    PQputCopyEnd(&exchange.handle(), nullptr);
    return exchange.drain();
}

std::uint64_t copy_rows(Exchange& exchange, const Dialect& dialect, const BulkInsert& target,
                        RowSource& source) {
    if (target.columns.empty()) return 0;
    const std::string columns = column_list(dialect, target);
    const Result shape = exchange.prepare({}, "SELECT " + columns + " FROM " + target.table);
    RowEncoder encoder(target, *shape);
    const std::string copy = "COPY " + target.table + " (" + columns + ") FROM STDIN" +
                             (encoder.binary() ? " (FORMAT binary)" : "");
    const std::string sent = exchange.tagged(copy);
    const StatementTimer timer = exchange.timed(copy);
    const Result started(PQexec(&exchange.handle(), sent.c_str()));
    if (!started || PQresultStatus(started.get()) != PGRES_COPY_IN)
        exchange.fail(started.get(), copy);
    try {
        send_rows(exchange, encoder, source, target.columns.size());
    } catch (...) {
        PQputCopyEnd(&exchange.handle(), "the source of the rows failed");
        exchange.drain();
        throw;
    }
    PQputCopyEnd(&exchange.handle(), nullptr);
    const Result result = exchange.drain();
    exchange.require_success(result.get(), copy);
    return affected_rows(*result);
}

} // namespace varve::postgresql
