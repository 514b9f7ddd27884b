#include "json_rows.hpp"

#include "varve/error.hpp"

#include <iterator>
#include <nlohmann/json.hpp>

namespace varve::seed {

namespace {

using nlohmann::json;

/// The characters of a stream, which counts the lines that have been read.
class Characters {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = char;

    Characters() = default;
    Characters(std::istream& input, std::uint32_t& line) : at_(input), line_(&line) {}

    char operator*() const { return *at_; }
    Characters& operator++() {
        if (*at_ == '\n') ++*line_;
        ++at_;
        return *this;
    }
    friend bool operator==(const Characters& a, const Characters& b) { return a.at_ == b.at_; }

private:
    std::istreambuf_iterator<char> at_;
    std::uint32_t* line_ = nullptr;
};

class Handler : public nlohmann::json_sax<json> {
public:
    Handler(RowBuilder& rows, const std::uint32_t& line) : rows_(rows), line_(line) {}

    bool null() override { return add({}); }
    bool boolean(bool value) override {
        return add({.kind = Node::Kind::boolean, .text = value ? "true" : "false"});
    }
    bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& written) override { return number(written); }
    bool string(string_t& value) override {
        return add({.kind = Node::Kind::text, .text = std::move(value)});
    }
    bool binary(binary_t&) override { return false; } // not in JSON
    bool start_object(std::size_t) override { return begin(Node::Kind::map); }
    bool key(string_t& name) override {
        rows_.name(std::move(name));
        return true;
    }
    bool end_object() override { return end(); }
    bool start_array(std::size_t) override { return begin(Node::Kind::list); }
    bool end_array() override { return end(); }

    bool parse_error(std::size_t, const std::string&, const json::exception& error) override {
        const std::string text = error.what();
        const std::size_t reason = text.find(": ");
        throw ConfigError(std::to_string(line_) + ": this is not JSON" +
                          (reason == std::string::npos ? "" : text.substr(reason)));
    }

private:
    bool add(Node node) {
        rows_.add(std::move(node), line_);
        return true;
    }
    bool number(std::string text) {
        return add({.kind = Node::Kind::number, .text = std::move(text)});
    }
    bool begin(Node::Kind kind) {
        rows_.begin(kind, line_);
        return true;
    }
    bool end() {
        rows_.end();
        return true;
    }

    RowBuilder& rows_;
    const std::uint32_t& line_;
};

// Is there anything but white space left?
bool more(std::istream& input, std::uint32_t& line) {
    for (int c = input.peek(); c == ' ' || (c >= '\t' && c <= '\r'); c = input.peek())
        if (input.get() == '\n') ++line;
    return input.peek() != std::istream::traits_type::eof();
}

} // namespace

void read_json(std::istream& input, const OnNode& on_row) {
    std::uint32_t line = 1;
    RowBuilder rows(on_row);
    Handler handler(rows, line);
    while (more(input, line))
        json::sax_parse(Characters(input, line), Characters(), &handler,
                        nlohmann::detail::input_format_t::json, /*strict=*/false);
}

} // namespace varve::seed
