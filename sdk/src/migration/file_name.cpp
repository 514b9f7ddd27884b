#include "varve/migration/file_name.hpp"

#include "varve/error.hpp"

#include <algorithm>

namespace varve {

namespace {

constexpr std::size_t version_length = 14; // YYYYMMDDHHMMSS

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_name_part(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '_';
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool is_date_and_time(std::string_view digits) {
    const auto number = [&](std::size_t at, std::size_t count) {
        int value = 0;
        for (const char c : digits.substr(at, count)) value = value * 10 + (c - '0');
        return value;
    };
    const int year = number(0, 4), month = number(4, 2), day = number(6, 2);
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    constexpr int days[]{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1) return false;
    const int last_day = days[month - 1] + (month == 2 && leap ? 1 : 0);
    return day <= last_day && number(8, 2) < 24 && number(10, 2) < 60 && number(12, 2) < 60;
}

bool ends_in_other_case(std::string_view file_name, std::string_view ending) {
    if (file_name.size() < ending.size()) return false;
    const std::string_view last = file_name.substr(file_name.size() - ending.size());
    return last != ending && std::ranges::equal(last, ending, {}, lower);
}

WrongName wrong_name(std::string_view why, std::string_view ending) {
    const std::string end(ending);
    return {std::string(why) + "; a migration's file is called <YYYYMMDDHHMMSS>_<name>" + end +
            ", as in 20260131093000_add_phone" + end + " ('varve new' names it)"};
}

} // namespace

std::variant<FileName, NotAMigration, WrongName> parse_file_name(std::string_view file_name,
                                                                 std::string_view ending) {
    const auto wrong = [&](std::string_view why) { return wrong_name(why, ending); };
    if (file_name.starts_with(".")) return NotAMigration{};
    if (ends_in_other_case(file_name, ending))
        return wrong("does not end in " + std::string(ending) + " in small letters");
    if (!file_name.ends_with(ending)) return NotAMigration{};
    const std::string_view stem = file_name.substr(0, file_name.size() - ending.size());
    const auto digits =
        static_cast<std::size_t>(std::ranges::find_if_not(stem, is_digit) - stem.begin());
    if (digits == 0) return wrong("does not begin with a version");
    if (digits != version_length)
        return wrong("has a version of " + std::to_string(digits) + " digits instead of 14");
    if (!is_date_and_time(stem.substr(0, digits)))
        return wrong("has a version that is no date and time");
    if (stem.size() <= digits + 1 || stem[digits] != '_')
        return wrong("has no name behind its version");
    const std::string_view name = stem.substr(digits + 1);
    if (!std::ranges::all_of(name, is_name_part))
        return wrong("has a name with something else than small letters, digits and _ in it");
    return FileName{Version(std::string(stem.substr(0, digits))), std::string(name)};
}

std::variant<FileName, NotAMigration, WrongName>
parse_repeatable_file_name(std::string_view file_name, std::string_view ending) {
    if (file_name.starts_with(".")) return NotAMigration{};
    if (ends_in_other_case(file_name, ending))
        return WrongName{"does not end in " + std::string(ending) + " in small letters"};
    if (!file_name.ends_with(ending)) return NotAMigration{};
    const std::string_view name = file_name.substr(0, file_name.size() - ending.size());
    if (std::holds_alternative<FileName>(parse_file_name(file_name, ending)))
        return WrongName{"has a version in its name, and a repeatable migration has none; move it "
                         "into the folder above, or take the version out of its name"};
    if (name.empty() || !std::ranges::all_of(name, is_name_part))
        return WrongName{"has a name with something else than small letters, digits and _ in it; a "
                         "repeatable migration's file is called <name>" +
                         std::string(ending)};
    return FileName{Version("repeatable/" + std::string(name)), std::string(name)};
}

std::string name_from(std::string_view words) {
    std::string name;
    for (const char c : words) {
        const char small = lower(c);
        if (is_name_part(small) && small != '_')
            name += small;
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    while (name.ends_with('_')) name.pop_back();
    if (name.empty())
        throw MigrationError("'" + std::string(words) +
                                 "' makes no name; use letters and digits, as in add_phone",
                             ExitCode::usage);
    return name;
}

} // namespace varve
