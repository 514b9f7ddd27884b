#include "bulk.hpp"

#include "big_endian.hpp"
#include "copy.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <array>

namespace varve::postgresql {

namespace {

constexpr std::size_t most_in_arrays = 256;
constexpr std::size_t chunk_size = 65536;

std::string column_list(const Dialect& dialect, const BulkInsert& target) {
    std::string list;
    for (const std::string& column : target.columns)
        list += (list.empty() ? "" : ", ") + dialect.quote(column);
    return list;
}

std::vector<Oid> types_of(const PGresult& shape) {
    std::vector<Oid> types;
    for (int i = 0; i < PQnfields(&shape); ++i) types.push_back(PQftype(&shape, i));
    return types;
}

// array_recv (src/backend/utils/adt/arrayfuncs.c): dimensions, whether there are nulls, the type of
// the elements; of the only dimension its length and its first index.
constexpr std::size_t array_header_size = 20;
constexpr std::array<char, array_header_size> empty_header{};

void write_array_header(char* array, Oid type, std::size_t length) {
    for (const std::uint32_t part : {1U, 1U, type, static_cast<std::uint32_t>(length), 1U}) {
        write_big_endian(array, part);
        array += sizeof part;
    }
}

} // namespace

BulkTarget::BulkTarget(Exchange& exchange, const Dialect& dialect, const BulkInsert& target)
    : exchange_(exchange), table_(target.table), columns_(column_list(dialect, target)),
      types_(types_of(*exchange.prepare({}, "SELECT " + columns_ + " FROM " + table_))),
      encoder_(target, types_), copy_("COPY " + table_ + " (" + columns_ + ") FROM STDIN" +
                                      (encoder_.binary() ? " (FORMAT binary)" : "")),
      row_(types_.size()), arrays_(types_.size()) {}

std::uint64_t BulkTarget::insert(RowSource& source, StatementNames* names) {
    buffer_.clear();
    encoder_.append_header(buffer_);
    if (!encoder_.binary() || names == nullptr) return copy(source);
    for (WireBuffer& array : arrays_) {
        array.clear();
        array.append({empty_header.data(), array_header_size});
    }
    for (rows_in_arrays_ = 0; source.next(row_); ++rows_in_arrays_) {
        if (rows_in_arrays_ == most_in_arrays) {
            move_arrays_to_buffer();
            encoder_.append(buffer_, row_);
            return copy(source);
        }
        encoder_.append_to_arrays(arrays_, row_);
    }
    return rows_in_arrays_ == 0 ? 0 : insert_arrays(*names);
}

// Values are alike in both.
void BulkTarget::move_arrays_to_buffer() {
    std::vector<std::size_t> at(arrays_.size(), array_header_size);
    for (std::size_t row = 0; row < rows_in_arrays_; ++row) {
        buffer_.end_at(WireBuffer::put(buffer_.room(sizeof(std::int16_t)),
                                       static_cast<std::int16_t>(arrays_.size())));
        for (std::size_t i = 0; i < arrays_.size(); ++i) {
            const std::string_view rest = arrays_[i].view().substr(at[i]);
            const auto length = std::max(read_big_endian<std::int32_t>(rest), 0);
            const std::size_t size = sizeof length + static_cast<std::size_t>(length);
            buffer_.append(rest.substr(0, size));
            at[i] += size;
        }
    }
}

std::string BulkTarget::insert_of_arrays() const {
    std::string arrays;
    for (std::size_t i = 0; i < types_.size(); ++i)
        arrays += (i == 0 ? "$" : ", $") + std::to_string(i + 1) + "::pg_catalog." +
                  std::string(name_of(types_[i])) + "[]";
    return "INSERT INTO " + table_ + " (" + columns_ + ") SELECT * FROM unnest(" + arrays + ")";
}

std::uint64_t BulkTarget::insert_arrays(StatementNames& names) {
    if (!insert_arrays_)
        insert_arrays_ = std::make_unique<PreparedStatement>(exchange_, names, insert_of_arrays(),
                                                             std::span<const Kind>());
    std::vector<std::string_view> values;
    for (std::size_t i = 0; i < types_.size(); ++i) {
        write_array_header(arrays_[i].data(), types_[i], rows_in_arrays_);
        values.push_back(arrays_[i].view());
    }
    return insert_arrays_->execute_encoded(values);
}

// The question for the columns' types is in the same transaction as COPY and holds a lock that no
// change of them gets past: rows in binary could be read as another type without an error.
void BulkTarget::start_copy() {
    const std::string text = "SELECT " + columns_ + " FROM " + table_ + " LIMIT 0; " + copy_;
    exchange_.require_idle();
    const std::string sent = exchange_.tagged(text);
    if (PQsendQuery(&exchange_.handle(), sent.c_str()) != 1) exchange_.fail(nullptr, text);
    const Result shape(PQgetResult(&exchange_.handle()));
    if (!shape || PQresultStatus(shape.get()) != PGRES_TUPLES_OK) {
        exchange_.drain();
        exchange_.fail(shape.get(), text);
    }
    Result started(PQgetResult(&exchange_.handle()));
    if (!started || PQresultStatus(started.get()) != PGRES_COPY_IN) {
        exchange_.drain();
        exchange_.fail(started.get(), text);
    }
    if (types_of(*shape) == types_) return;
    PQputCopyEnd(&exchange_.handle(), "the table has changed");
    exchange_.drain();
    throw DatabaseError({.kind = DatabaseError::Kind::serialization,
                         .message = "the columns of " + table_ +
                                    " have other types than when rows were last inserted into "
                                    "them; insert the rows once more",
                         .statement = copy_});
}

void BulkTarget::send_rows(RowSource& source) {
    bool accepted = true;
    while (accepted && source.next(row_)) {
        encoder_.append(buffer_, row_);
        if (buffer_.size() < chunk_size) continue;
        accepted = put_copy_data(exchange_, buffer_.view());
        buffer_.clear();
    }
    encoder_.append_trailer(buffer_);
    if (accepted) put_copy_data(exchange_, buffer_.view());
    buffer_.clear();
}

std::uint64_t BulkTarget::copy(RowSource& source) {
    const StatementTimer timer = exchange_.timed(copy_);
    start_copy();
    try {
        send_rows(source);
    } catch (...) {
        PQputCopyEnd(&exchange_.handle(), "the source of the rows failed");
        exchange_.drain();
        throw;
    }
    PQputCopyEnd(&exchange_.handle(), nullptr);
    const Result result = exchange_.drain();
    exchange_.require_success(result.get(), copy_);
    return affected_rows(*result);
}

} // namespace varve::postgresql
