#pragma once

#include "encode.hpp"
#include "form.hpp"
#include "wire_buffer.hpp"

#include "varve/db/connection.hpp"

#include <span>
#include <string>
#include <vector>

namespace varve::postgresql {

/// Writes the rows of a bulk insert as the server reads them: in binary where each column's type
/// can be sent that way, else as the text of COPY.
class RowEncoder {
public:
    /// `types` are the columns' own.
    RowEncoder(const BulkInsert& target, std::span<const Oid> types);

    bool binary() const noexcept { return binary_; }

    /// What stands in front of all rows, and behind them.
    void append_header(WireBuffer& to) const;
    void append_trailer(WireBuffer& to) const;
    void append(WireBuffer& to, std::span<const Cell> row);
    /// The values of a row, each behind those of its column: they look the same in an array.
    void append_to_arrays(std::span<WireBuffer> arrays, std::span<const Cell> row);

private:
    struct Column {
        Kind kind;
        Form form;
        EncodeBinary encode; ///< nullptr: not in binary
        std::string name;
    };

    char* put(WireBuffer& to, char* at, const Column& column, const Cell& cell);
    char* put_other(WireBuffer& to, char* at, const Column& column, const Cell& cell);
    char* put_view(WireBuffer& to, char* at, std::string_view bytes) const;
    void append_text_row(WireBuffer& to, std::span<const Cell> row);
    void escape(std::string& to, const Column& column, const Cell& cell);
    template <class Integer> static Integer narrowed(const Column& column, const Cell& cell);
    [[noreturn]] static void refuse(const Column& column, const Cell& cell);

    std::vector<Column> columns_;
    std::size_t room_; ///< for a row of values of fixed size
    bool binary_;
    std::string scratch_, text_;
};

} // namespace varve::postgresql
