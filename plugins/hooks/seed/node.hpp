#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace varve::seed {

/// A value as a JSON or YAML file has it.
struct Node {
    enum class Kind : std::uint8_t { null, boolean, number, text, list, map };

    Kind kind = Kind::null;
    std::string text = {};               ///< of the scalars: a number as it was written
    std::vector<std::string> names = {}; ///< of a map: one for each item
    std::vector<Node> items = {};        ///< of a list or map

    /// The member of a map, or nullptr.
    const Node* find(std::string_view name) const noexcept;
};

/// A node as JSON writes it.
std::string to_json(const Node& node);

/// A map that is a row, and the line that it begins on.
using OnNode = std::function<void(const Node& row, std::uint32_t line)>;

/// Puts the parts of a document, told one after another, together into rows: the maps of its
/// outermost list, or those that are in no list at all.
class RowBuilder {
public:
    explicit RowBuilder(const OnNode& on_row) : on_row_(on_row) {}

    void name(std::string text) { open_.back().node.names.push_back(std::move(text)); }
    void begin(Node::Kind kind, std::uint32_t line);
    /// Returns what has ended; a row has been handed on by then.
    Node end();
    void add(Node node, std::uint32_t line);

    /// Is a member's name expected next?
    bool expects_name() const noexcept;

private:
    struct Open {
        Node node;
        std::uint32_t line;
    };

    bool is_row(std::size_t depth) const noexcept;

    const OnNode& on_row_;
    std::vector<Open> open_;
};

} // namespace varve::seed
