#include "migration_file.hpp"

#include "utf8.hpp"

#include "varve/suggestion.hpp"

#include <algorithm>
#include <cstring>

namespace varve::sql {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view marker = "-- varve:";

bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

std::vector<std::string> list_of(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        if (const std::string_view item = trimmed(text.substr(0, comma)); !item.empty())
            items.emplace_back(item);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return items;
}

// Names of databases and of rules: anything else in them would never be met, and pass unseen.
bool are_plain(const std::vector<std::string>& names) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return std::ranges::all_of(
        names, [&](const std::string& name) { return std::ranges::all_of(name, plain); });
}

// A line that looks like a directive and would be taken for a comment: "--varve:up", "  --
// varve:up".
bool is_nearly_a_directive(std::string_view line) {
    while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
    if (!line.starts_with("--")) return false;
    const std::string_view text = trimmed(line.substr(2));
    constexpr std::string_view word = "varve:";
    return text.size() > word.size() &&
           std::equal(word.begin(), word.end(), text.begin(),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
}

bool looks_like_a_dump(std::string_view text) {
    for (const std::string_view mark :
         {"-- PostgreSQL database dump", "-- MySQL dump", "-- MariaDB dump",
          "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;"})
        if (text.find(mark) != std::string_view::npos) return true;
    return false;
}

/// What a directive with 'begin' begins.
struct Block {
    const char *word, *noun;
};
constexpr Block statement_block{"statement", "statement"};
constexpr Block expectation_block{"expect", "expectation"};

/// Goes through a file line by line.
class Parser {
public:
    Parser(std::string_view text, const std::string& file, Migration& migration,
           std::vector<SourceProblem>& problems)
        : text_(text), file_(file), migration_(migration), problems_(problems) {}

    void parse() {
        if (text_.starts_with(byte_order_mark)) position_ = byte_order_mark.size();
        if (!check_bytes()) return;
        fragment_start_ = position_;
        while (position_ < text_.size()) {
            const std::size_t end = end_of_line();
            see_line(text_.substr(position_, end - position_));
            position_ = end;
            ++line_;
        }
        end_fragment(text_.size());
        finish();
    }

private:
    enum class Section { none, up, down };

    std::size_t end_of_line() const {
        const void* const found =
            std::memchr(text_.data() + position_, '\n', text_.size() - position_);
        return found == nullptr
                   ? text_.size()
                   : static_cast<std::size_t>(static_cast<const char*>(found) - text_.data()) + 1;
    }

    void problem(std::uint32_t line, std::string sentence) {
        problems_.push_back({file_, line, std::move(sentence)});
    }
    std::uint32_t line_at(std::size_t offset) const {
        return 1 + static_cast<std::uint32_t>(std::count(
                       text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    }

    bool check_bytes() {
        if (trimmed(text_).empty() || text_ == byte_order_mark) {
            problem(0, "is empty; 'varve new' writes a migration to start from");
            return false;
        }
        if (const std::size_t nul = text_.find('\0'); nul != std::string_view::npos) {
            problem(line_at(nul), "holds a NUL byte; is it a text file in UTF-8?");
            return false;
        }
        if (const std::size_t wrong = first_invalid_utf8(text_); wrong != std::string_view::npos) {
            problem(line_at(wrong), "is not UTF-8 here; save the file in that encoding");
            return false;
        }
        return true;
    }

    void see_line(std::string_view line) {
        if (line.starts_with(marker)) {
            see_directive(trimmed(line.substr(marker.size())));
        } else if (is_nearly_a_directive(line)) {
            problem(line_,
                    "is this meant as a directive? It must begin with '-- varve:' at the start of "
                    "the line, in small letters");
        } else if (section_ == Section::none) {
            see_outside(line);
        }
    }

    // Outside the sections there is room for comments only.
    void see_outside(std::string_view line) {
        std::string_view rest = trimmed(line);
        while (!rest.empty()) {
            if (in_comment_) {
                const std::size_t close = rest.find("*/");
                in_comment_ = close == std::string_view::npos;
                rest = in_comment_ ? std::string_view() : trimmed(rest.substr(close + 2));
                continue;
            }
            if (rest.starts_with("--")) return;
            in_comment_ = rest.starts_with("/*");
            if (!in_comment_) {
                if (!sql_outside_) problem(line_, outside_sentence());
                sql_outside_ = true;
                return;
            }
            rest.remove_prefix(2);
        }
    }

    std::string outside_sentence() const {
        if (looks_like_a_dump(text_))
            return "this looks like a database dump; put a line '-- varve:up' before its first "
                   "line to make "
                   "it a migration";
        if (irreversible_line_ != 0)
            return "there is SQL behind 'varve:irreversible', in no section";
        return "there is SQL before '-- varve:up'; put that line before it";
    }

    void see_directive(std::string_view directive) {
        const std::size_t space = std::min(directive.find_first_of(" \t"), directive.size());
        const std::string_view word = directive.substr(0, space);
        const std::string_view rest = trimmed(directive.substr(space));
        if (block_ != nullptr && word != block_->word)
            problem(line_, "'varve:" + std::string(word) + "' stands inside the " + block_->noun +
                               " that begins in line " + std::to_string(block_line_) +
                               "; end that first");
        if (word == "up") return begin_section(Section::up, rest);
        if (word == "down") return begin_section(Section::down, rest);
        if (word == "irreversible") return see_irreversible(rest);
        if (word == "dialect") return see_dialect(rest);
        if (word == "allow") return see_allow(rest);
        if (word == "statement") return see_block(statement_block, rest);
        if (word == "expect") return see_expect(rest);
        if (word == "placeholders") return see_placeholders(rest);
        if (word == "after") return see_after(rest);
        if (word == "entity") return see_entity();
        static const std::vector<std::string> known{
            "up",        "down",   "irreversible", "dialect", "allow",
            "statement", "expect", "placeholders", "after",   "entity"};
        problem(line_,
                "unknown directive 'varve:" + std::string(word) + "'" + suggestion(word, known));
    }

    void begin_section(Section section, std::string_view options) {
        end_fragment(position_);
        const bool up = section == Section::up;
        std::uint32_t& seen = up ? up_line_ : down_line_;
        if (seen != 0)
            problem(line_, std::string("a second 'varve:") + (up ? "up" : "down") +
                               "'; the first is in line " + std::to_string(seen));
        seen = line_;
        section_ = section;
        dialects_.clear();
        SqlOperation& begun = operation();
        if (options == "transaction=none")
            begun.transaction = TransactionMode::none;
        else if (!options.empty())
            problem(line_, "unknown option '" + std::string(options) +
                               "'; the only one is 'transaction=none'");
        begin_fragment();
    }

    void see_irreversible(std::string_view reason) {
        if (reason.empty())
            problem(line_, "'varve:irreversible' needs a reason, for whoever wants to go back");
        if (irreversible_line_ != 0) problem(line_, "a second 'varve:irreversible'");
        if (migration_.repeatable)
            problem(line_, "a repeatable migration is run again and never taken back; leave "
                           "'varve:irreversible' out");
        irreversible_line_ = line_;
        migration_.irreversible = reason;
        // It stands in the place of a section, so what is above it ends here.
        end_fragment(position_);
        section_ = Section::none;
        sql_outside_ = false;
    }

    void see_dialect(std::string_view rest) {
        std::vector<std::string> names = list_of(rest);
        if (names.empty()) problem(line_, "'varve:dialect' needs the name of a database, or 'all'");
        if (!are_plain(names))
            problem(line_,
                    "'varve:dialect' takes names in small letters, separated by commas, as in "
                    "'varve:dialect postgresql,sqlite'");
        if (names.size() > 1 && std::ranges::find(names, "all") != names.end())
            problem(line_, "'all' stands alone behind 'varve:dialect'");
        if (names == std::vector<std::string>{"all"}) names.clear();
        if (section_ == Section::none) {
            if (head_dialect_line_ != 0)
                problem(line_,
                        "a second 'varve:dialect' for the whole file; the first is in line " +
                            std::to_string(head_dialect_line_));
            head_dialect_line_ = line_;
            migration_.dialects = std::move(names);
            return;
        }
        end_fragment(position_);
        dialects_ = std::move(names);
        begin_fragment();
    }

    void see_allow(std::string_view rest) {
        std::vector<std::string> rules = list_of(rest);
        if (rules.empty())
            problem(line_, "'varve:allow' needs a rule, as in 'varve:allow drop-column'");
        if (!are_plain(rules))
            problem(line_, "'varve:allow' takes rules in small letters, separated by commas, as in "
                           "'varve:allow drop-table,drop-column'");
        if (section_ == Section::down)
            problem(line_, "'varve:allow' means nothing in a down: whoever reverts is asked");
        std::ranges::move(rules, std::back_inserter(migration_.up.allows));
    }

    void see_placeholders(std::string_view rest) {
        if (rest != "on") problem(line_, "'varve:placeholders' is followed by 'on'");
        if (section_ != Section::none || up_line_ != 0)
            problem(line_, "'varve:placeholders' is said for the whole file, before its first "
                           "section");
        placeholders_ = true;
    }

    void see_after(std::string_view rest) {
        const std::vector<std::string> names = list_of(rest);
        if (names.empty())
            problem(line_, "'varve:after' needs the name of a migration, as in 'varve:after "
                           "active_users'");
        if (section_ != Section::none || up_line_ != 0)
            problem(line_, "'varve:after' is said for the whole file, before its first section");
        if (!migration_.repeatable)
            return problem(line_, "'varve:after' is for repeatable migrations; this one's version "
                                  "is its place");
        for (const std::string& name : names) migration_.repeatable->after.push_back({name, line_});
    }

    // Whoever writes it reads it in the text.
    void see_entity() {
        if (section_ != Section::up)
            problem(line_, "'varve:entity' tells what a way up does to tables; it belongs there");
    }

    void see_block(const Block& block, std::string_view rest) {
        const bool begin = rest == "begin";
        const std::string directive = "'varve:" + std::string(block.word) + '\'';
        if (!begin && rest != "end")
            return problem(line_, directive + " is followed by 'begin' or 'end'");
        if (section_ == Section::none) return problem(line_, directive + " belongs into a section");
        if (begin == (block_ != nullptr))
            return problem(line_, begin ? "the " + std::string(block_->noun) +
                                              " that begins in line " +
                                              std::to_string(block_line_) + " has no end yet"
                                        : "no " + std::string(block.noun) + " was begun");
        const std::string_view inside = text_.substr(fragment_start_, position_ - fragment_start_);
        if (block_ == &expectation_block && trimmed(inside).empty())
            problem(block_line_, "nothing is expected between 'begin' and 'end'");
        end_fragment(position_);
        block_ = begin ? &block : nullptr;
        block_line_ = line_;
        begin_fragment();
    }

    // A query in the same line, or in those between 'begin' and 'end'.
    void see_expect(std::string_view rest) {
        if (rest == "begin" || rest == "end") return see_block(expectation_block, rest);
        if (rest.empty())
            return problem(line_, "'varve:expect' needs a query whose answer is true, as in "
                                  "'varve:expect SELECT count(*) = 0 FROM users WHERE email IS "
                                  "NULL'");
        if (section_ == Section::none)
            return problem(line_, "'varve:expect' belongs into a section");
        if (block_ != nullptr)
            return problem(line_, "what is expected begins in line " + std::to_string(block_line_) +
                                      " and has no end yet");
        end_fragment(position_);
        operation().fragments.push_back(
            {.text = std::string(rest), .line = line_, .dialects = dialects_, .expectation = true});
        begin_fragment();
    }

    // That of the section; a way down comes to be with its section.
    SqlOperation& operation() {
        if (section_ != Section::down) return migration_.up;
        if (!migration_.down) migration_.down.emplace();
        return *migration_.down;
    }

    // The next fragment starts behind the line of the directive.
    void begin_fragment() {
        fragment_start_ = end_of_line();
        fragment_line_ = line_ + 1;
    }

    void end_fragment(std::size_t end) {
        if (section_ == Section::none || end <= fragment_start_) return;
        const std::string_view part = text_.substr(fragment_start_, end - fragment_start_);
        if (!trimmed(part).empty())
            operation().fragments.push_back({.text = std::string(part),
                                             .line = fragment_line_,
                                             .dialects = dialects_,
                                             .single = block_ == &statement_block,
                                             .expectation = block_ == &expectation_block});
        fragment_start_ = end;
    }

    void finish() {
        migration_.up.placeholders = placeholders_;
        if (migration_.down) migration_.down->placeholders = placeholders_;
        if (block_ != nullptr)
            problem(block_line_, "this " + std::string(block_->noun) +
                                     " has no '-- varve:" + block_->word + " end'");
        if (up_line_ == 0 && !sql_outside_)
            problem(0, "has no '-- varve:up'; what makes the change stands below that line");
        if (down_line_ != 0 && irreversible_line_ != 0)
            problem(irreversible_line_,
                    "a migration with a 'varve:down' is not irreversible; take one of them out");
    }

    std::string_view text_;
    const std::string& file_;
    Migration& migration_;
    std::vector<SourceProblem>& problems_;

    std::size_t position_ = 0;
    std::uint32_t line_ = 1;
    Section section_ = Section::none;
    std::vector<std::string> dialects_;
    std::size_t fragment_start_ = 0;
    std::uint32_t fragment_line_ = 1;
    const Block* block_ = nullptr; ///< that a 'begin' has begun
    bool in_comment_ = false;
    bool sql_outside_ = false;
    bool placeholders_ = false;
    std::uint32_t block_line_ = 0, up_line_ = 0, down_line_ = 0, irreversible_line_ = 0;
    std::uint32_t head_dialect_line_ = 0;
};

} // namespace

void parse_migration_file(std::string_view text, const std::string& file, Migration& migration,
                          std::vector<SourceProblem>& problems) {
    Parser(text, file, migration, problems).parse();
}

} // namespace varve::sql
