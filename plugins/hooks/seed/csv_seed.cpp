#include "csv_seed.hpp"

namespace varve::seed {

namespace {

// "seeds/dev/users.csv:" in front of what begins with a line.
[[noreturn]] void locate(const ConfigError& error, const std::string& file) {
    throw ConfigError(file + ':' + error.what());
}

Shape read_header(CsvBlocks& blocks, const Reading& reading) {
    std::vector<std::string> names;
    read_csv({blocks.header()}, [&](std::span<const Cell> cells, std::uint32_t) {
        for (const Cell cell : cells)
            names.emplace_back(cell.is_null() ? std::string_view() : cell.as_text());
    });
    if (names.empty()) throw ConfigError("1: the first line names the columns, and there is none");
    try {
        return shape_of_header(names, reading.target.table, reading.target.columns, reading.keys);
    } catch (const ConfigError& error) {
        throw ConfigError(std::string("1: ") + error.what());
    }
}

/// Values with variables of the environment in their places.
class Filled {
public:
    explicit Filled(Environment& environment) : environment_(environment) {}

    std::span<const Cell> operator()(std::span<const Cell> cells) {
        texts_.clear();
        texts_.reserve(cells.size());
        cells_.assign(cells.begin(), cells.end());
        for (Cell& cell : cells_)
            if (!cell.is_null() && asks_for_variables(cell.as_text()))
                cell = Cell::text(texts_.emplace_back(environment_.filled(cell.as_text())));
        return cells_;
    }

private:
    Environment& environment_;
    std::vector<std::string> texts_;
    std::vector<Cell> cells_;
};

// PostgreSQL before version 18 takes such a line for the end of all data.
bool ends_early(std::string_view bytes) {
    return bytes.starts_with("\\.") || bytes.find("\n\\.") != std::string_view::npos;
}

void read_rows(const CsvBlock& block, std::size_t width, const Reading& reading, Loader& loader) {
    Filled filled(reading.environment);
    const bool asks = asks_for_variables(block.bytes);
    read_csv(block, [&](std::span<const Cell> cells, std::uint32_t line) {
        if (cells.size() != width)
            throw ConfigError(std::to_string(line) + ": there are " + std::to_string(cells.size()) +
                              " values here, and " + std::to_string(width) +
                              " columns in the first line");
        try {
            loader.add(asks ? filled(cells) : cells, line);
        } catch (const ConfigError& error) {
            throw ConfigError(std::to_string(line) + ": " + error.what());
        }
    });
}

} // namespace

void read_csv_seed(std::istream& input, const Reading& reading, Loader& loader) {
    try {
        CsvBlocks blocks(input);
        const Shape shape = read_header(blocks, reading);
        loader.begin(shape, 1);
        std::uint64_t done = 0;
        for (CsvBlock block = blocks.next(); !block.bytes.empty(); block = blocks.next()) {
            const bool plain = !asks_for_variables(block.bytes) && !ends_early(block.bytes);
            if (!plain || !loader.add_block(block))
                read_rows(block, leaves_of(shape).size(), reading, loader);
            reading.tick(done += block.bytes.size());
        }
    } catch (const ConfigError& error) {
        locate(error, reading.target.file);
    }
}

} // namespace varve::seed
