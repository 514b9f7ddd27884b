#include "varve/db/array.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <vector>

using namespace varve;

BOOST_AUTO_TEST_SUITE(array)

BOOST_AUTO_TEST_CASE(unpacks_what_it_packs) {
    const Uuid uuid{std::byte{1}};
    const Interval interval{1, -2, 3};
    const std::vector<Value> values{Value(Cell()),
                                    Value(true),
                                    Value(std::numeric_limits<std::int64_t>::min()),
                                    Value(Cell::unsigned_integer(UINT64_MAX)),
                                    Value(-0.5),
                                    Value(""),
                                    Value("a, b"),
                                    Value(Cell::decimal("1.50")),
                                    Value(Cell::date(infinite_past)),
                                    Value(Cell::timestamp_tz(-1)),
                                    Value(Cell::uuid(uuid)),
                                    Value(Cell::interval(interval)),
                                    Value(Cell::bytes(uuid))};
    std::string packed;
    ArrayPacker packer(packed);
    for (const Value& value : values) packer.add(value.cell());
    std::vector<Value> found;
    ArrayElements elements(packed);
    for (Cell element; elements.next(element);) found.emplace_back(element);
    BOOST_TEST((found == values));
    BOOST_TEST((Value(Cell::view(Kind::array, packed)) == Value(Cell::view(Kind::array, packed))));
}

BOOST_AUTO_TEST_CASE(is_written_as_a_list) {
    std::string packed;
    ArrayPacker packer(packed);
    BOOST_TEST(Value(Cell::view(Kind::array, packed)).to_string() == "[]");
    packer.add(Cell::integer(1));
    packer.add(Cell());
    packer.add(Cell::text("x"));
    BOOST_TEST(Value(Cell::view(Kind::array, packed)).to_string() == "[1, NULL, x]");
}

BOOST_AUTO_TEST_CASE(ends_where_what_is_packed_ends) {
    std::string packed;
    ArrayPacker(packed).add(Cell::text("long enough"));
    for (std::size_t size = 0; size < packed.size(); ++size) {
        const std::string cut = packed.substr(0, size);
        ArrayElements elements(cut);
        int count = 0;
        for (Cell element; elements.next(element);) ++count;
        BOOST_TEST(count <= 1);
    }
}

BOOST_AUTO_TEST_SUITE_END()
