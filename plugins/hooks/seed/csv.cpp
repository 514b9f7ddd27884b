#include "csv.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <memory>

namespace varve::seed {

namespace {

// In steps of a size that is known and of a sum that fits into a byte: that is what a compiler
// makes vector instructions of, which are ten times faster.
std::size_t count_of(std::string_view text, char wanted) {
    constexpr std::size_t step = 128;
    std::size_t count = 0;
    while (text.size() >= step) {
        std::uint8_t here = 0;
        for (std::size_t i = 0; i < step; ++i) here += text[i] == wanted ? 1 : 0;
        count += here;
        text.remove_prefix(step);
    }
    return count + static_cast<std::size_t>(std::ranges::count(text, wanted));
}

// Behind the last line end outside quotes; 0 where there is none. A quote inside quotes is written
// twice, so that the parity of all quotes up to a place tells whether it is inside.
std::size_t end_of_records(std::string_view text) {
    std::size_t end = text.rfind('\n');
    std::size_t quotes = count_of(text, '"');
    std::size_t counted = text.size();
    while (end != std::string_view::npos) {
        quotes -= count_of(text.substr(end, counted - end), '"');
        if (quotes % 2 == 0) return end + 1;
        counted = end;
        end = end == 0 ? std::string_view::npos : text.rfind('\n', end - 1);
    }
    return 0;
}

// Behind the first line end outside quotes; 0 where there is none.
std::size_t end_of_first_record(std::string_view text) {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (text[i] == '\n' && !quoted) return i + 1;
    }
    return 0;
}

std::uint32_t lines_in(std::string_view text) {
    return static_cast<std::uint32_t>(count_of(text, '\n'));
}

/// Cuts one record after another out of a block.
class Cutter {
public:
    explicit Cutter(CsvBlock block) : rest_(block.bytes), line_(block.line) {}

    bool at_end() const noexcept { return rest_.empty(); }
    std::uint32_t line() const noexcept { return line_; }

    void record(std::vector<Cell>& cells) {
        cells.clear();
        unquoted_.clear();
        const std::uint32_t line = line_;
        for (bool more = true; more;) {
            cells.push_back(rest_.starts_with('"') ? quoted(line) : plain());
            more = rest_.starts_with(',');
            if (more)
                rest_.remove_prefix(1);
            else
                end_line();
        }
    }

private:
    Cell plain() {
        std::size_t size = 0; // find_first_of is several times slower
        while (size < rest_.size() && rest_[size] != ',' && rest_[size] != '\n' &&
               rest_[size] != '"')
            ++size;
        if (size < rest_.size() && rest_[size] == '"')
            throw ConfigError(std::to_string(line_) +
                              ": a quote inside a value that does not begin with one; put the "
                              "value between quotes, and write the quote twice");
        std::string_view text = rest_.substr(0, size);
        rest_.remove_prefix(size);
        if (text.ends_with('\r') && !rest_.starts_with(',')) text.remove_suffix(1);
        return text.empty() ? Cell() : Cell::text(text);
    }

    // The text between quotes is a view of the block, unless a quote is in it.
    Cell quoted(std::uint32_t line) {
        std::size_t end = rest_.find('"', 1);
        bool has_quotes = false;
        while (end != std::string_view::npos && rest_.substr(end).starts_with("\"\"")) {
            has_quotes = true;
            end = rest_.find('"', end + 2);
        }
        if (end == std::string_view::npos)
            throw ConfigError(std::to_string(line) + ": a quote is not closed");
        const std::string_view text = rest_.substr(1, end - 1);
        line_ += lines_in(text);
        rest_.remove_prefix(end + 1);
        return Cell::text(has_quotes ? without_double_quotes(text) : text);
    }

    std::string_view without_double_quotes(std::string_view text) {
        std::string& result = *unquoted_.emplace_back(std::make_unique<std::string>());
        for (std::size_t i = 0; i < text.size(); ++i) {
            result += text[i];
            if (text[i] == '"') ++i;
        }
        return result;
    }

    void end_line() {
        if (rest_.starts_with("\r\n")) rest_.remove_prefix(1);
        if (rest_.empty()) return;
        if (rest_[0] != '\n')
            throw ConfigError(std::to_string(line_) +
                              ": something stands behind a closing quote; write a quote in a text "
                              "twice");
        rest_.remove_prefix(1);
        ++line_;
    }

    std::string_view rest_;
    std::uint32_t line_;
    std::vector<std::unique_ptr<std::string>> unquoted_; ///< what cells of the record view
};

} // namespace

CsvBlocks::CsvBlocks(std::istream& input, std::size_t size) : input_(input), size_(size) {}

void CsvBlocks::fill() {
    buffer_.erase(0, used_);
    used_ = 0;
    const std::size_t kept = buffer_.size();
    buffer_.resize(kept + size_);
    input_.read(buffer_.data() + kept, static_cast<std::streamsize>(size_));
    buffer_.resize(kept + static_cast<std::size_t>(input_.gcount()));
}

std::string_view CsvBlocks::header() {
    std::size_t end = 0;
    do {
        fill();
        end = end_of_first_record(buffer_);
    } while (end == 0 && input_);
    if (end == 0) end = buffer_.size();
    used_ = end;
    std::string_view record = std::string_view(buffer_).substr(0, end);
    line_ += lines_in(record);
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (record.starts_with(byte_order_mark)) record.remove_prefix(byte_order_mark.size());
    return record;
}

CsvBlock CsvBlocks::next() {
    std::size_t end = end_of_records(std::string_view(buffer_).substr(used_));
    while (end == 0 && input_) {
        fill();
        end = end_of_records(buffer_);
    }
    if (end == 0) end = buffer_.size() - used_; // the last record may lack its end
    const CsvBlock block{std::string_view(buffer_).substr(used_, end), line_};
    used_ += end;
    line_ += lines_in(block.bytes);
    return block;
}

void read_csv(CsvBlock block, const OnRecord& on_record) {
    Cutter cutter(block);
    std::vector<Cell> cells;
    while (!cutter.at_end()) {
        const std::uint32_t line = cutter.line();
        cutter.record(cells);
        on_record(cells, line);
    }
}

} // namespace varve::seed
