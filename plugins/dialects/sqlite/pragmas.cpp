#include "pragmas.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace varve::sqlite {

namespace {

/// What setting a PRAGMA does, where it does not merely change the session.
enum class Effect : std::uint8_t {
    session,       ///< at once, in a transaction or not; not undone by a rollback
    no_effect,     ///< the same, but ignored in a transaction
    outside,       ///< the same, but refused in a transaction
    file,          ///< refused in a transaction; stays with the database file, and may be repeated
    transactional, ///< writes to the database like any other statement
    query,         ///< its "value" only says what to look at
    forbidden,
};

struct Pragma {
    std::string_view name;
    Effect effect;
};

constexpr std::array pragmas{
    Pragma{"foreign_keys", Effect::no_effect},
    Pragma{"synchronous", Effect::outside},
    Pragma{"temp_store", Effect::outside},
    Pragma{"temp_store_directory", Effect::outside},
    Pragma{"page_size", Effect::outside},   // ignored in a transaction; works at the next VACUUM
    Pragma{"auto_vacuum", Effect::outside}, // the same
    Pragma{"journal_mode", Effect::file},
    Pragma{"wal_checkpoint", Effect::file},
    Pragma{"user_version", Effect::transactional},
    Pragma{"application_id", Effect::transactional},
    Pragma{"schema_version", Effect::transactional},
    Pragma{"default_cache_size", Effect::transactional},
    Pragma{"incremental_vacuum", Effect::transactional},
    Pragma{"optimize", Effect::transactional},
    Pragma{"writable_schema", Effect::forbidden},
    Pragma{"table_info", Effect::query},
    Pragma{"table_xinfo", Effect::query},
    Pragma{"table_list", Effect::query},
    Pragma{"index_info", Effect::query},
    Pragma{"index_xinfo", Effect::query},
    Pragma{"index_list", Effect::query},
    Pragma{"foreign_key_list", Effect::query},
    Pragma{"foreign_key_check", Effect::query},
    Pragma{"integrity_check", Effect::query},
    Pragma{"quick_check", Effect::query},
};

// These do something even without a value; all others then tell theirs.
constexpr std::array<std::string_view, 4> commands{"incremental_vacuum", "optimize",
                                                   "wal_checkpoint", "shrink_memory"};

std::string lower(std::string_view word) {
    std::string result(word);
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return result;
}

Effect effect_of(std::string_view name, bool has_value) {
    if (!has_value && std::ranges::find(commands, name) == commands.end()) return Effect::query;
    const auto* const known = std::ranges::find(pragmas, name, &Pragma::name);
    return known == pragmas.end() ? Effect::session : known->effect;
}

bool turns_off(const Token& value) {
    constexpr std::array<std::string_view, 5> words{"0", "off", "false", "no", "reset"};
    return std::ranges::find(words, lower(value.text)) != words.end();
}

void apply(StatementTraits& traits, Effect effect) {
    using enum StatementTraits::Kind;
    switch (effect) {
    case Effect::session: traits.kind = setting; return;
    case Effect::no_effect:
        traits.kind = setting;
        traits.scope = Scope::no_effect;
        return;
    case Effect::outside:
        traits.kind = setting;
        traits.scope = Scope::outside;
        traits.repeatable = true;
        return;
    case Effect::file:
        traits.kind = other;
        traits.scope = Scope::outside;
        traits.lock = LockLevel::blocks_all;
        traits.repeatable = true;
        return;
    case Effect::transactional:
        traits.kind = other;
        traits.lock = LockLevel::blocks_writes;
        return;
    case Effect::query: traits.kind = query; return;
    case Effect::forbidden:
        traits.scope = Scope::forbidden;
        traits.objection =
            "PRAGMA writable_schema opens SQLite's own schema table to writes, where "
            "one mistake makes the whole database unreadable; use ALTER TABLE, or "
            "make the table anew and copy its rows";
        return;
    }
}

} // namespace

void pragma_traits(StatementTraits& traits, TokenCursor cursor) {
    Token name = cursor.take();
    if (cursor.accept(".")) name = cursor.take(); // PRAGMA main.journal_mode
    const bool has_value = cursor.accept("=") || cursor.accept("(");
    const Token value = cursor.take();
    const std::string word = lower(name.text);

    traits.summary = "PRAGMA " + word;
    // A text may be a key; the others are known words and numbers.
    if (has_value && value.kind != TokenKind::string)
        traits.summary += " = " + std::string(value.text);
    const Effect effect = effect_of(word, has_value);
    const bool harmless = effect == Effect::forbidden && turns_off(value);
    apply(traits, harmless ? Effect::session : effect);
}

} // namespace varve::sqlite
