#pragma once

#include "varve/db/value.hpp"

#include <cstdint>
#include <functional>
#include <istream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve::seed {

/// Whole records of a CSV file (RFC 4180), as they stand in it.
struct CsvBlock {
    std::string_view bytes;
    std::uint32_t line = 1; ///< of the first byte
};

/// Cuts a CSV file into blocks of whole records, and holds one at a time.
class CsvBlocks {
public:
    /// Reads about `size` bytes at a time; the stream outlives this.
    explicit CsvBlocks(std::istream& input, std::size_t size = std::size_t{1} << 21U);

    /// The first record, without its end; asked for once, before anything else.
    std::string_view header();
    /// The next block, or one that is empty at the end. Valid until the next call.
    CsvBlock next();

private:
    void fill();

    std::istream& input_;
    std::size_t size_;
    std::string buffer_;
    std::size_t used_ = 0; ///< how much of the buffer has been handed on
    std::uint32_t line_ = 1;
};

/// Called with the cells of a record: texts, or NULL for what is empty without quotes. Valid during
/// the call.
using OnRecord = std::function<void(std::span<const Cell> cells, std::uint32_t line)>;

/// Calls `on_record` for each record of a block. ConfigError, which begins with the line, for what
/// is no CSV.
void read_csv(CsvBlock block, const OnRecord& on_record);

} // namespace varve::seed
