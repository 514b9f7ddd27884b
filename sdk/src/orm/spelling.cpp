#include "varve/orm/spelling.hpp"

#include "varve/error.hpp"
#include "varve/orm/text.hpp"

#include <algorithm>

namespace varve::orm {

namespace {

/// Reads a statement that has marks, and writes one that has none; parameters are still `$n`.
class Speller {
public:
    Speller(const Dialect& dialect, std::string_view text, std::span<const std::size_t> choices)
        : dialect_(dialect), text_(text), choices_(choices) {}

    /// Up to `mark_next` or `mark_end`, which it stands behind then, or to the end.
    std::string read() {
        std::string spelled;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == mark_begin) {
                spelled += mark();
            } else if (c == mark_next || c == mark_end) {
                ended_by_ = c;
                return spelled;
            } else if (c == '"') {
                spelled += name();
            } else if (c == '\'') {
                spelled += c;
                spelled += up_to(c);
                spelled += c;
            } else if (c == '$') {
                skip_number();
                spelled += parameter();
            } else {
                spelled += c;
            }
        }
        return spelled;
    }

private:
    std::string parameter() { return '$' + std::to_string(++parameters_); }

    void skip_number() {
        while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    }

    /// Goes behind `end`, and returns what is before it.
    std::string_view up_to(char end) {
        const std::size_t found = std::min(text_.find(end, at_), text_.size());
        const std::string_view before = text_.substr(at_, found - at_);
        at_ = std::min(found + 1, text_.size());
        return before;
    }

    std::string name() {
        std::string name(up_to('"'));
        while (at_ < text_.size() && text_[at_] == '"') {
            ++at_;
            name.append("\"").append(up_to('"'));
        }
        return dialect_.quote(name);
    }

    std::vector<std::string> arguments() {
        std::vector<std::string> all;
        do {
            all.push_back(read());
        } while (ended_by_ == mark_next);
        return all;
    }

    std::size_t next_choice() { return choices_[choice_++]; }

    std::string mark() {
        const Mark mark{text_[at_++]};
        if (mark == Mark::chosen) return chosen();
        if (mark == Mark::repeated) return repeated(next_choice());
        if (mark == Mark::among) return among(" = ANY (", " IN (", "1 = 0");
        if (mark == Mark::not_among) return among(" <> ALL (", " NOT IN (", "1 = 1");
        if (mark == Mark::verbatim) return std::string(up_to(mark_end));
        const std::vector<std::string> all = arguments();
        switch (mark) {
        case Mark::feature:
            require(dialect_, Feature{static_cast<std::uint8_t>(all[0][0] - 'A')});
            return {};
        case Mark::page: return dialect_.page(all[0], all[1]);
        case Mark::conflict_update: return dialect_.on_conflict_update(all);
        case Mark::conflict_nothing: return dialect_.on_conflict_nothing(all);
        case Mark::inserted: return dialect_.inserted(all[0]);
        case Mark::share_lock: return dialect_.share_lock();
        case Mark::concatenated: return dialect_.concatenated(all[0], all[1]);
        case Mark::typed: return dialect_.typed(all[1], kind_of(all[0]));
        case Mark::json_value:
            return dialect_.json_value(all[1], std::span(all).subspan(2), kind_of(all[0]));
        case Mark::json_set: return dialect_.json_set(all[0], std::span(all).subspan(2), all[1]);
        case Mark::among:
        case Mark::not_among:
        case Mark::chosen:
        case Mark::repeated:
        case Mark::verbatim: break;
        }
        return {};
    }

    std::string chosen() {
        const bool wanted = next_choice() != 0;
        std::string otherwise = read();
        if (wanted) return read();
        skip_argument();
        return otherwise;
    }

    // What was not chosen has neither parameters nor choices.
    void skip_argument() {
        for (int depth = 0; depth >= 0; ++at_) {
            if (text_[at_] == mark_begin) ++depth;
            if (text_[at_] == mark_end) --depth;
        }
    }

    std::string among(const char* array, const char* list, const char* none) {
        if (dialect_.supports(Feature::arrays)) return read() + array + parameter() + ')';
        const std::size_t size = next_choice();
        if (size == 0) {
            skip_argument();
            return none;
        }
        std::string all = read() + list + parameter();
        for (std::size_t i = 1; i < size; ++i) all += ", " + parameter();
        return all + ')';
    }

    std::string repeated(std::size_t times) {
        const std::size_t start = at_;
        std::string all = read();
        for (std::size_t i = 1; i < times; ++i) {
            at_ = start;
            all += ", " + read();
        }
        return all;
    }

    static Kind kind_of(const std::string& letter) {
        return Kind{static_cast<std::uint8_t>(letter[0] - 'A')};
    }

    const Dialect& dialect_;
    std::string_view text_;
    std::span<const std::size_t> choices_;
    std::size_t at_ = 0, choice_ = 0, parameters_ = 0;
    char ended_by_ = mark_end;
};

/// Where what begins at `start` ends, of all that may hold a `$` which is no parameter.
std::size_t end_of_quoted(std::string_view text, std::size_t start) {
    const auto behind = [&](std::string_view end) {
        const std::size_t found = text.find(end, start + 1);
        return found == std::string_view::npos ? text.size() : found + end.size();
    };
    const char c = text[start];
    if (c == '\'' || c == '"' || c == '`') return behind(text.substr(start, 1));
    if (text.substr(start, 2) == "--") return behind("\n");
    if (text.substr(start, 2) == "/*") return behind("*/");
    return start;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The dialect's parameters in the place of `$n`.
Spelled with_parameters(const Dialect& dialect, std::string_view text) {
    Spelled spelled;
    std::size_t count = 0;
    bool in_order = true;
    const bool numbered = dialect.parameter(1) != dialect.parameter(2);
    for (std::size_t at = 0; at < text.size();) {
        if (const std::size_t end = end_of_quoted(text, at); end != at) {
            spelled.text += text.substr(at, end - at);
            at = end;
            continue;
        }
        if (text[at] != '$' || at + 1 == text.size() || !is_digit(text[at + 1])) {
            spelled.text += text[at++];
            continue;
        }
        std::size_t ordinal = 0;
        for (++at; at < text.size() && is_digit(text[at]); ++at)
            ordinal = ordinal * 10 + static_cast<std::size_t>(text[at] - '0');
        spelled.text += dialect.parameter(ordinal);
        spelled.order.push_back(ordinal - 1);
        in_order = in_order && ordinal == ++count;
    }
    if (in_order || numbered) spelled.order.clear();
    return spelled;
}

} // namespace

void require(const Dialect& dialect, Feature feature) {
    if (dialect.supports(feature)) return;
    const std::string name(to_string(feature));
    throw DatabaseError({.kind = DatabaseError::Kind::unsupported,
                         .message = std::string(dialect.server()) + " has no " + name +
                                    "; ask Dialect::supports(Feature::" + name +
                                    ") before such a query"});
}

Spelled spell(const Dialect& dialect, const StatementFacts& statement,
              std::span<const std::size_t> choices) {
    if (std::ranges::find(statement.wanted, Kind::array) != statement.wanted.end())
        require(dialect, Feature::arrays);
    if (statement.raw) return with_parameters(dialect, statement.text);
    return with_parameters(dialect, Speller(dialect, statement.text, choices).read());
}

} // namespace varve::orm
