#include "document_seed.hpp"

namespace varve::seed {

namespace {

/// Hands rows on to the loader.
class Rows {
public:
    Rows(const Reading& reading, Loader& loader) : reading_(reading), loader_(loader) {}

    void add(const Node& node, std::uint32_t line) {
        ShapedRow row = shaped(node, reading_.target.table, reading_.target.columns, reading_.keys);
        const std::vector<Leaf> leaves = leaves_of(row.shape);
        cells_.clear();
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            std::optional<std::string>& value = row.values[i];
            if (value) fill(*value, leaves[i].name);
            cells_.push_back(value ? Cell::text(*value) : Cell());
        }
        loader_.begin(row.shape, line);
        loader_.add(cells_, line);
    }

private:
    void fill(std::string& value, const std::string& name) {
        if (!asks_for_variables(value)) return;
        try {
            value = reading_.environment.filled(value);
        } catch (const ConfigError& error) {
            throw ConfigError("column \"" + name + "\": " + error.what());
        }
    }

    const Reading& reading_;
    Loader& loader_;
    std::vector<Cell> cells_;
};

} // namespace

void read_document_seed(std::istream& input, ReadRows read, const Reading& reading,
                        Loader& loader) {
    Rows rows(reading, loader);
    std::uint64_t count = 0;
    const auto add = [&](const Node& node, std::uint32_t line) {
        try {
            rows.add(node, line);
        } catch (const ConfigError& error) {
            throw ConfigError(std::to_string(line) + ": " + error.what());
        }
        if (++count % 1000 == 0) reading.tick(static_cast<std::uint64_t>(input.tellg()));
    };
    try {
        read(input, add);
    } catch (const ConfigError& error) {
        throw ConfigError(reading.target.file + ':' + error.what());
    }
}

} // namespace varve::seed
