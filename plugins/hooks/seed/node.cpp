#include "node.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace varve::seed {

const Node* Node::find(std::string_view name) const noexcept {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? nullptr : &items[static_cast<std::size_t>(found - names.begin())];
}

std::string to_json(const Node& node) {
    switch (node.kind) {
    case Node::Kind::null: return "null";
    case Node::Kind::boolean:
    case Node::Kind::number: return node.text;
    case Node::Kind::text: return nlohmann::json(node.text).dump();
    default: break;
    }
    const bool is_map = node.kind == Node::Kind::map;
    std::string text;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (i > 0) text += ", ";
        if (is_map) text += nlohmann::json(node.names[i]).dump() + ": ";
        text += to_json(node.items[i]);
    }
    return is_map ? '{' + text + '}' : '[' + text + ']';
}

bool RowBuilder::expects_name() const noexcept {
    if (open_.empty() || open_.back().node.kind != Node::Kind::map) return false;
    return open_.back().node.names.size() == open_.back().node.items.size();
}

bool RowBuilder::is_row(std::size_t depth) const noexcept {
    return depth == 0 || (depth == 1 && open_.front().node.kind == Node::Kind::list);
}

void RowBuilder::begin(Node::Kind kind, std::uint32_t line) {
    open_.push_back({{.kind = kind}, line});
}

Node RowBuilder::end() {
    const std::uint32_t line = open_.back().line;
    Node node = std::move(open_.back().node);
    open_.pop_back();
    if (open_.empty() && node.kind == Node::Kind::list) return node; // of rows, which are gone
    add(node, line);
    return node;
}

void RowBuilder::add(Node node, std::uint32_t line) {
    if (!is_row(open_.size()))
        open_.back().node.items.push_back(std::move(node));
    else if (node.kind == Node::Kind::map)
        on_row_(node, line);
    else
        throw ConfigError(std::to_string(line) +
                          ": a row is expected here, an object with a member for each column");
}

} // namespace varve::seed
