// Fills given_name and family_name from the display name, as far as that can be known: "Ann Lee",
// "Lee, Ann", "Ludwig van Beethoven". A name of one word is taken for a given name.
#include <varve/migration/native_migration.hpp>

#include <algorithm>
#include <array>
#include <sstream>

namespace {

using Words = std::vector<std::string>;

struct FullName {
    std::string given, family;
};

Words words_of(const std::string& text) {
    std::istringstream stream(text);
    Words words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

std::string joined(Words::const_iterator first, Words::const_iterator last) {
    std::string text;
    for (; first != last; ++first) text += (text.empty() ? "" : " ") + *first;
    return text;
}

// These belong to the family name that they stand before.
bool is_particle(const std::string& word) {
    constexpr std::array particles{"al", "bin", "da",  "de",  "del", "den", "der", "di", "dos",
                                   "la", "le",  "ten", "ter", "van", "von", "zu",  "zum"};
    return std::ranges::find(particles, word) != particles.end();
}

FullName split(const std::string& name) {
    if (const std::size_t comma = name.find(','); comma != std::string::npos) {
        const Words family = words_of(name.substr(0, comma));
        const Words given = words_of(name.substr(comma + 1));
        return {joined(given.begin(), given.end()), joined(family.begin(), family.end())};
    }
    const Words words = words_of(name);
    if (words.size() < 2) return {joined(words.begin(), words.end()), ""};
    auto family = words.end() - 1;
    while (family - 1 > words.begin() && is_particle(*(family - 1))) --family;
    return {joined(words.begin(), family), joined(family, words.end())};
}

varve::Value text_or_null(const std::string& text) {
    return text.empty() ? varve::Value() : varve::Value(text);
}

class SplitFullNames : public varve::NativeMigration {
public:
    void up(varve::MigrationContext& context) override {
        const auto set_names = context.connection().prepare(
            "UPDATE users SET given_name = " + context.dialect().parameter(1) + ", family_name = " +
            context.dialect().parameter(2) + " WHERE id = " + context.dialect().parameter(3));
        context.in_batches(
            {.query = {"SELECT id, display_name FROM users"},
             .key = "id",
             .size = 500,
             .kinds = {varve::Kind::integer, varve::Kind::text}},
            [&](const std::vector<varve::RowValues>& rows) {
                for (const varve::RowValues& row : rows) {
                    const FullName name = split(row[1].to_string());
                    const varve::Value given = text_or_null(name.given);
                    const varve::Value family = text_or_null(name.family);
                    set_names->execute(std::array{given.cell(), family.cell(), row[0].cell()});
                }
            });
    }

    void down(varve::MigrationContext& context) override {
        context.connection().execute("UPDATE users SET given_name = NULL, family_name = NULL");
    }

    // There are many users, and they go on using the service meanwhile.
    varve::TransactionMode transaction() const override { return varve::TransactionMode::none; }
    bool retryable() const override { return true; }
};

} // namespace

VARVE_MIGRATION(SplitFullNames)
