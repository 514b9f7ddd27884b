// Whatever a text is: it means itself, wherever it is given to the ORM or a dialect.
#include "suite.hpp"

#include "varve/orm/json.hpp"

#include <cstdlib>
#include <random>

namespace varve::test {

namespace {

std::uint32_t number_from(const char* variable, std::uint32_t otherwise) {
    const char* const text = std::getenv(variable);
    return text == nullptr ? otherwise : static_cast<std::uint32_t>(std::stoul(text));
}

/// Makes texts of what has a meaning to a parser somewhere.
class Texts {
public:
    explicit Texts(std::uint32_t seed) : random_(seed) {}

    std::string next() {
        static const std::vector<std::string> pieces{"'",
                                                     "''",
                                                     "\"",
                                                     "\"\"",
                                                     "`",
                                                     "\\",
                                                     "\\'",
                                                     "\\\"",
                                                     ";",
                                                     "--",
                                                     "-- ",
                                                     "#",
                                                     "/*",
                                                     "*/",
                                                     "/*!",
                                                     "$1",
                                                     "$2",
                                                     "?",
                                                     "?1",
                                                     ":a",
                                                     "@x",
                                                     "%",
                                                     "_",
                                                     "!",
                                                     "!!",
                                                     "!%",
                                                     "{}",
                                                     "{",
                                                     "}",
                                                     "$$",
                                                     "$a$",
                                                     "E'",
                                                     "X'",
                                                     "\n",
                                                     "\t",
                                                     "\x01",
                                                     "\x02",
                                                     "\x03",
                                                     "\x01U\x02",
                                                     "\x1A",
                                                     "(",
                                                     ")",
                                                     ",",
                                                     ".",
                                                     "$.",
                                                     "[0]",
                                                     "NULL",
                                                     " OR 1=1",
                                                     "' OR '1'='1",
                                                     "'); DROP TABLE owners",
                                                     "\xC3\xA9",
                                                     "\xE2\x80\x99",
                                                     "\xF0\x9F\xAA\xA8",
                                                     "\xC2\xA5",
                                                     "\xEF\xBC\x87",
                                                     "a",
                                                     "Z",
                                                     "0"};
        std::string text;
        for (std::size_t count = up_to(6); count > 0; --count)
            text += pieces[up_to(pieces.size()) - 1];
        return text + 'x'; // MySQL's comparisons do not see blanks at the end
    }
    std::size_t up_to(std::size_t most) {
        return std::uniform_int_distribution<std::size_t>(1, most)(random_);
    }

private:
    std::mt19937 random_;
};

/// What the database itself says, asked with parameters and nothing else.
class Truth {
public:
    explicit Truth(Session& session) : connection_(session.connection()) {}

    std::uint64_t count(const std::string& condition, const std::string& text) const {
        const std::string parameter = connection_.dialect().parameter(1);
        std::string sql = "SELECT COUNT(*) FROM owners WHERE " + condition;
        sql.replace(sql.find('@'), 1, parameter);
        constexpr std::array wanted{Kind::integer};
        const auto row = connection_.query_row({sql, {Value(text)}}, wanted);
        return static_cast<std::uint64_t>(row.at(0).cell().as_integer());
    }

private:
    Connection& connection_;
};

void check_conditions(Session& session, const std::string& text, const std::string& other) {
    const Truth truth(session);
    const auto found = [&](auto condition) { return from<Owner>.where(condition).count(session); };
    constexpr auto name = f<&Owner::name>;
    const std::uint64_t same = truth.count("name = @", text);
    BOOST_TEST(same > 0U);
    BOOST_TEST(found(name == text) == same);
    BOOST_TEST(found(in(name, {text, text})) == same);
    BOOST_TEST(found(name != text) == truth.count("name <> @", text));
    BOOST_TEST(found(name < other) == truth.count("name < @", other));
    BOOST_TEST(found(like(name, other)) == truth.count("name LIKE @ ESCAPE '!'", other));
    BOOST_TEST(found(dynamic(true, name == text)) == same);
    BOOST_TEST(found(sql<"{} = {}", bool>(name, text)) == same);
    BOOST_TEST(found(name == text || name == other) >= same);
    // A text that is searched for has no wildcards.
    BOOST_TEST(found(name == text && contains(name, text)) == same);
    BOOST_TEST(found(name == text && starts_with(name, text)) == same);
    BOOST_TEST(found(name == text && ends_with(name, text)) == same);
    BOOST_TEST(found(name == text && contains(name, '%' + text)) == 0U);
}

void check_values(Session& session, const std::string& text) {
    const auto is = [&](const auto& query) { BOOST_TEST((query.one(session) == text)); };
    is(raw<std::string>("SELECT name FROM owners WHERE name = $1", text));
    is(from<Owner>.where(f<&Owner::name> == text).select(f<&Owner::name>));
    is(from<Owner>.where(f<&Owner::name> == text).select(value(text)));
    BOOST_TEST((
        from<Owner>.where(f<&Owner::name> == text).select(concat(f<&Owner::name>, text)).one(session) ==
        text + text));
    BOOST_TEST(update<Owner>()
                   .where(f<&Owner::name> == text)
                   .set<&Owner::share>(f<&Owner::share> + 1)
                   .run(session) == 1U);
    const Dialect& dialect = session.dialect();
    is(raw<std::string>("SELECT " + dialect.literal(Cell::text(text))));
}

void check_names(Session& session, const std::string& text) {
    const Dialect& dialect = session.dialect();
    // MySQL's names have no characters outside of the BMP, and no blank at their beginning.
    if (dialect.name() == "mysql" && text.find('\xF0') != std::string::npos) return;
    const std::string name = dialect.quote('n' + text);
    const std::string sql =
        "SELECT " + name + " FROM (SELECT 1 AS " + name + ", 2 AS " + dialect.quote("y") + ") AS t";
    BOOST_TEST((raw<std::int64_t>(sql).one(session) == 1));
}

// With a member of this name, and one that a path which is read wrongly could lead to.
void check_paths(Session& session, const std::string& name) {
    const Dialect& dialect = session.dialect();
    const std::vector<std::string> path{name};
    std::string place;
    try {
        place = dialect.json_value("{}", path, Kind::text);
    } catch (const DatabaseError& error) {
        BOOST_TEST((error.kind() == DatabaseError::Kind::unsupported));
        return;
    }
    std::string document = "{\"x\": \"wrong\", ";
    orm::append_json(document, Cell::text(name));
    document += ": \"right\"}";
    const std::string given = dialect.typed("$1", Kind::json);
    BOOST_TEST(
        (raw<std::string>("SELECT " + dialect.json_value(given, path, Kind::text), Json{document})
             .one(session) == "right"));
    std::string changed = "SELECT " + dialect.json_set(given, path, "$2");
    const auto after = raw<Json>(changed, Json{document}, Json{"\"new\""}).one(session);
    BOOST_TEST((raw<std::string>("SELECT " + dialect.json_value(given, path, Kind::text), *after)
                    .one(session) == "new"));
}

void means_texts_as_texts(Session& session, Target&) {
    const std::uint32_t seed = number_from("VARVE_TEST_SEED", 1);
    const std::uint32_t rounds = number_from("VARVE_TEST_ROUNDS", 40);
    Texts texts(seed);
    std::string other = "x";
    for (std::uint32_t round = 0; round < rounds; ++round) {
        const std::string text = texts.next();
        BOOST_TEST_CONTEXT("VARVE_TEST_SEED=" << seed << ", text " << round << ": " << text) {
            if (text.size() > 45) continue; // longer than the column
            Owner owner{round, text, 0};
            Repository<Owner>(session).save(owner);
            check_conditions(session, text, other);
            check_values(session, text);
            check_names(session, text);
            if (session.dialect().supports(Feature::json)) check_paths(session, text);
            remove<Owner>().where(f<&Owner::name> == text).run(session);
            BOOST_TEST(from<Owner>.count(session) == 0U);
        }
        other = text;
    }
}

} // namespace

std::vector<Case> injection_cases() {
    return {{"means texts as texts", means_texts_as_texts}};
}

} // namespace varve::test
