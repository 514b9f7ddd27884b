#pragma once

#include "varve/db/value.hpp"
#include "varve/export.hpp"

#include <string>
#include <string_view>

namespace varve::orm {

/// Reads a JSON text, value by value. What is not as it is asked for makes it bad, and it stays so.
class VARVE_API JsonReader {
public:
    explicit JsonReader(std::string_view text) : rest_(text) {}

    bool good() const noexcept { return good_; }
    void fail() noexcept { good_ = false; }
    /// Is nothing left?
    bool ended();

    /// Goes behind a null, if there is one.
    bool null();
    /// Goes into an object, `{`, or a list, `[`.
    void begin(char bracket);
    /// To its next member or element; false behind the last one.
    bool next_member(std::string& name);
    bool next_element() { return next(']'); }
    /// A boolean, number or text of this kind. A decimal may be written as a text.
    Cell scalar(Kind kind, std::string& buffer);
    /// Goes behind any value, and returns how it is written.
    std::string_view skip();

private:
    void skip_blanks();
    bool take(char c);
    bool next(char end);
    void string(std::string& to);
    void escape(std::string& to);
    std::uint32_t hex4();
    std::string_view word();

    std::string_view rest_;
    int depth_ = 0;
    bool first_ = true, good_ = true;
};

/// A boolean, number or text as JSON. DatabaseError(invalid_data) for a number that JSON has not.
VARVE_API void append_json(std::string& to, Cell scalar);

} // namespace varve::orm
