#include "yaml_rows.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <map>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace varve::seed {

namespace {

std::uint32_t line_of(const YAML::Mark& mark) {
    return static_cast<std::uint32_t>(mark.line + 1);
}

bool is_number(const std::string& text) {
    return !text.empty() &&
           text.find_first_not_of("0123456789", text[0] == '-' ? 1 : 0) == std::string::npos &&
           text != "-" && !(text[0] == '0' && text.size() > 1);
}

bool is_decimal(const std::string& text) {
    const std::size_t point = text.find('.');
    return point != std::string::npos && is_number(text.substr(0, point)) &&
           point + 1 < text.size() &&
           text.find_first_not_of("0123456789", point + 1) == std::string::npos;
}

// YAML 1.2's core schema, as far as JSON has the same; `tag` is "!" for a text in quotes.
Node scalar(const std::string& tag, const std::string& text) {
    if (tag == "!" || tag == "tag:yaml.org,2002:str")
        return {.kind = Node::Kind::text, .text = text};
    if (text == "true" || text == "false") return {.kind = Node::Kind::boolean, .text = text};
    if (text.empty() || text == "~" || text == "null") return {};
    const bool number = is_number(text) || is_decimal(text);
    return {.kind = number ? Node::Kind::number : Node::Kind::text, .text = text};
}

// `<<: *other` gives a map the members of another that it does not have itself.
void merge_members(Node& map) {
    const Node* const other = map.find("<<");
    if (other == nullptr || other->kind != Node::Kind::map) return;
    const Node merged = *other;
    const auto at = std::ranges::find(map.names, "<<") - map.names.begin();
    map.names.erase(map.names.begin() + at);
    map.items.erase(map.items.begin() + at);
    for (std::size_t i = 0; i < merged.names.size(); ++i)
        if (map.find(merged.names[i]) == nullptr) {
            map.names.push_back(merged.names[i]);
            map.items.push_back(merged.items[i]);
        }
}

class Handler : public YAML::EventHandler {
public:
    explicit Handler(const OnNode& on_row)
        : on_merged_([&on_row](const Node& row, std::uint32_t line) {
              Node merged = row;
              merge_members(merged);
              on_row(merged, line);
          }),
          rows_(on_merged_) {}

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add({}, mark, anchor); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse_as_name(mark);
        rows_.add(anchored_[anchor], line_of(mark));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        if (rows_.expects_name())
            rows_.name(value);
        else
            add(scalar(tag, value), mark, anchor);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        begin(Node::Kind::list, mark, anchor);
    }
    void OnSequenceEnd() override { end(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        begin(Node::Kind::map, mark, anchor);
    }
    void OnMapEnd() override { end(); }

private:
    void refuse_as_name(const YAML::Mark& mark) const {
        if (rows_.expects_name())
            throw ConfigError(std::to_string(line_of(mark)) + ": a column's name is expected here");
    }
    void add(Node node, const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != YAML::NullAnchor) anchored_[anchor] = node;
        rows_.add(std::move(node), line_of(mark));
    }
    void begin(Node::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
        refuse_as_name(mark);
        rows_.begin(kind, line_of(mark));
        anchors_.push_back(anchor);
    }
    void end() {
        const YAML::anchor_t anchor = anchors_.back();
        anchors_.pop_back();
        Node node = rows_.end();
        if (anchor != YAML::NullAnchor) anchored_[anchor] = std::move(node);
    }

    OnNode on_merged_;
    RowBuilder rows_;
    std::vector<YAML::anchor_t> anchors_; ///< of what is open
    std::map<YAML::anchor_t, Node> anchored_;
};

} // namespace

void read_yaml(std::istream& input, const OnNode& on_row) {
    try {
        YAML::Parser parser(input);
        Handler handler(on_row);
        while (parser.HandleNextDocument(handler)) {}
    } catch (const YAML::Exception& error) {
        throw ConfigError(std::to_string(line_of(error.mark)) + ": this is not YAML: " + error.msg);
    }
}

} // namespace varve::seed
