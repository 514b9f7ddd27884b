#include "varve/orm/document.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace varve;

namespace {

struct Inner {
    std::optional<std::int64_t> number;
    friend bool operator==(const Inner&, const Inner&) = default;
};

struct Outer {
    std::string text = "own";
    bool flag = true;
    std::uint64_t natural = 0;
    double real = 0;
    std::vector<Inner> list;
    Json raw;
    friend bool operator==(const Outer&, const Outer&) = default;
};

} // namespace

template <> struct varve::Document<Inner> {
    static constexpr auto members = varve::members(member<&Inner::number>);
};
template <> struct varve::Document<Outer> {
    static constexpr auto members =
        varve::members(member<&Outer::text>, member<&Outer::flag>, member<&Outer::natural>,
                       member<&Outer::real>, member<&Outer::list>, member<&Outer::raw>);
};

namespace {

std::optional<Outer> read(std::string_view text) {
    Outer outer{.text = "before"};
    const bool good = Codec<Outer>::read(Cell::json(text), outer);
    return good ? std::optional(outer) : std::nullopt;
}

} // namespace

BOOST_AUTO_TEST_SUITE(orm_json)

BOOST_AUTO_TEST_CASE(reads_what_it_writes) {
    Outer outer{.text = "\" \\ / \b \x1F \xF0\x9F\xAA\xA8",
                .flag = false,
                .natural = std::numeric_limits<std::uint64_t>::max(),
                .real = -0.1,
                .list = {{std::numeric_limits<std::int64_t>::min()}, {}},
                .raw = {R"({"a":[1,"]"]})"}};
    BOOST_TEST((read(orm::json_of(outer)) == outer));
    BOOST_TEST(orm::json_of(Outer{.list = {{5}, {}}}) ==
               R"({"text":"own","flag":true,"natural":0,"real":0,)"
               R"("list":[{"number":5},{"number":null}],"raw":null})");
}

BOOST_AUTO_TEST_CASE(reads_whatever_is_json) {
    BOOST_TEST((read("{}") == Outer()));
    BOOST_TEST((read(" { \"other\" : { \"a\" : [ 1e5 , [ ] , \"}\\\"\" , null ] } , \"flag\" : "
                     "false } \n") == Outer{.flag = false}));
    BOOST_TEST((read(R"({"text": "\u00e9\ud83e\udea8\n"})") ==
                Outer{.text = "\xC3\xA9\xF0\x9F\xAA\xA8\n"}));
    BOOST_TEST((read(R"({"real": 1E2, "list": []})") == Outer{.real = 100}));
}

BOOST_AUTO_TEST_CASE(refuses_all_else) {
    for (const char* const wrong : {"",
                                    "{",
                                    "[]",
                                    "{} x",
                                    "{\"flag\"}",
                                    "{\"flag\": yes}",
                                    "{\"flag\": true,}",
                                    "{,}",
                                    "{\"text\": 1}",
                                    "{\"text\": null}",
                                    "{\"text\": \"}",
                                    "{\"text\": \"\\x\"}",
                                    "{\"text\": \"\\ud800\"}",
                                    "{\"text\": \"\\u12\"}",
                                    "{\"natural\": -1}",
                                    "{\"natural\": 18446744073709551616}",
                                    "{\"real\": inf}",
                                    "{\"real\": nan}",
                                    "{\"list\": [{}",
                                    "{\"list\": [{},]}",
                                    "{\"other\": +}",
                                    "{\"other\": {]}"})
        BOOST_TEST_CONTEXT(wrong) {
            BOOST_TEST(!read(wrong).has_value());
        }
    std::string deep = "{\"other\": ";
    deep.append(100'000, '[');
    BOOST_TEST(!read(deep).has_value());
}

BOOST_AUTO_TEST_CASE(writes_no_number_that_json_has_not) {
    Outer outer;
    outer.real = std::numeric_limits<double>::infinity();
    BOOST_CHECK_THROW(orm::json_of(outer), DatabaseError);
}

BOOST_AUTO_TEST_SUITE_END()
