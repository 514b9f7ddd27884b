#include "settled.hpp"

#include "dialect.hpp"

#include "varve/db/lexer.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace varve::postgresql {

namespace {

/// What stands between two brackets.
struct Group {
    std::string text = {};
    std::vector<std::string> items = {}; ///< between commas
    std::string joined = {};             ///< AND, OR: what its operands are joined by
    std::vector<std::string> array = {}; ///< the elements, where it is ARRAY[…] and nothing else
};

// Of a plain type: such a list has no lists in it.
bool is_constant(std::string_view element) {
    const std::size_t sign = element.rfind("::");
    const std::string_view value = element.substr(0, sign);
    return sign != std::string_view::npos && !element.ends_with(']') &&
           (value == "NULL" || (value.ends_with('\'') && !value.starts_with('(')));
}

class Settler {
public:
    explicit Settler(std::string_view text) : text_(text), lexer_(text, lexical_rules) {}

    /// Of what is whole; else the text as it is.
    std::string settle() {
        const Group all = read({});
        return is_whole_ ? all.text : std::string(text_);
    }

private:
    Group read(std::string_view close) {
        Group group;
        std::string first_joined; // by which what the first bracket holds is joined
        std::size_t item = 0, end_of_first = 0;
        for (Token token = next(group); token.kind != TokenKind::end; token = next(group)) {
            if (token.is(close)) return closed(std::move(group), item);
            group.array.clear();
            const bool is_first = group.text.empty();
            if (token.is("(")) {
                Group inner = read(")");
                add_parentheses(group, inner);
                if (is_first) first_joined = std::move(inner.joined);
                if (is_first) end_of_first = group.text.size();
            } else if (token.is("[")) {
                add_brackets(group, read("]"));
            } else if (token.is(",")) {
                group.items.push_back(group.text.substr(item));
                item = group.text.size() + std::string_view(", ").size();
                group.text += ',';
            } else {
                if (group.joined.empty() && (token.is("AND") || token.is("OR"))) {
                    group.joined = token.text;
                    // "(a AND b) AND c" is read as "a AND b AND c".
                    if (first_joined == token.text && end_of_first + 1 == group.text.size())
                        group.text = group.text.substr(1, end_of_first - 2) + ' ';
                }
                group.text += token.text;
            }
        }
        is_whole_ = is_whole_ && close.empty();
        return closed(std::move(group), item);
    }

    static Group closed(Group group, std::size_t last_item) {
        group.items.push_back(group.text.substr(std::min(last_item, group.text.size())));
        return group;
    }

    // With the white space before it.
    Token next(Group& group) {
        const std::size_t before = lexer_.offset();
        const Token token = lexer_.next();
        const std::size_t end = token.kind == TokenKind::end ? text_.size() : token.offset;
        group.text += text_.substr(before, end - before);
        return token;
    }

    static void add_brackets(Group& group, Group inner) {
        const bool is_array = group.text == "ARRAY";
        group.text += '[' + inner.text + ']';
        if (is_array) group.array = std::move(inner.items);
    }

    // A list that is cast is read as a list of what is cast.
    void add_parentheses(Group& group, const Group& inner) {
        const bool is_array =
            inner.text.ends_with(']') && std::ranges::any_of(inner.array, is_constant);
        const auto type = is_array ? take_cast_of_list() : std::nullopt;
        if (!type) {
            group.text += '(' + inner.text + ')';
            return;
        }
        std::string list;
        for (const std::string& element : inner.array)
            list += (list.empty() ? "(" : ", (") + element + ")::" + std::string(*type);
        group.text += "ARRAY[" + list + ']';
    }

    std::optional<std::string_view> take_cast_of_list() {
        constexpr std::string_view sign = "::", brackets = "[]";
        const std::string_view rest = text_.substr(lexer_.offset());
        const std::size_t end = rest.find(brackets);
        if (!rest.starts_with(sign) || end == std::string_view::npos) return std::nullopt;
        const std::string_view type = rest.substr(sign.size(), end - sign.size());
        if (type.find_first_of("()[]:,") != std::string_view::npos) return std::nullopt;
        lexer_.skip_to(lexer_.offset() + end + brackets.size());
        return type;
    }

    std::string_view text_;
    Lexer lexer_;
    bool is_whole_ = true;
};

} // namespace

std::string settled(std::string_view text) {
    const bool may_change =
        text.find("((") != std::string_view::npos || text.find("(ARRAY[") != std::string_view::npos;
    return may_change ? Settler(text).settle() : std::string(text);
}

} // namespace varve::postgresql
