#include "suite.hpp"

namespace varve::test {

namespace {

Slab sample() {
    Slab slab{.id = {std::byte{7}}, .width = 3, .height = 4, .size = Size::boulder};
    slab.origin = "north";
    slab.secret = "gold";
    return slab;
}

void has_keys_that_the_program_makes(Session& session, Target&) {
    Repository<Slab> slabs(session);
    Slab slab = sample(), other = sample();
    other.id[15] = std::byte{1};
    slabs.insert(slab);
    slabs.insert(other);
    BOOST_TEST(slabs.find(slab.id)->width == 3);
    BOOST_CHECK_THROW(slabs.insert(slab), DatabaseError);
    BOOST_TEST(slabs.remove(slab));
    BOOST_TEST((from<Slab>.one(session)->id == other.id));
}

void reads_what_the_database_computes(Session& session, Target&) {
    Repository<Slab> slabs(session);
    Slab slab = sample();
    slabs.insert(slab);
    BOOST_TEST(slab.area == 12);
    slab.width = 5;
    slabs.update(slab);
    BOOST_TEST(slabs.find(slab.id)->area == 20);
    BOOST_TEST(slabs.count(f<&Slab::area> == 20) == 1U);
}

void takes_enums_of_the_database(Session& session, Target&) {
    Slab slab = sample();
    Repository<Slab>(session).insert(slab);
    BOOST_TEST((Repository<Slab>(session).find(slab.id)->size == Size::boulder));
    update<Slab>(slab.id).set<&Slab::size>(Size::pebble).run(session);
    BOOST_TEST(from<Slab>.where(f<&Slab::size> == Size::pebble).count(session) == 1U);
    BOOST_TEST(from<Slab>.where(in(f<&Slab::size>, {Size::boulder})).count(session) == 0U);
}

void writes_some_columns_once_or_never(Session& session, Target&) {
    Repository<Slab> slabs(session);
    Slab slab = sample();
    slab.remark = "mine";
    slabs.insert(slab);
    raw("UPDATE slabs SET remark = $1", "theirs").run(session);
    slab.origin = "south";
    slab.height = 9;
    slabs.update(slab);
    const Slab found = slabs.find(slab.id).value();
    BOOST_TEST(found.height == 9);
    BOOST_TEST(found.origin == "north");
    BOOST_TEST((found.remark == "theirs"));
}

void reads_some_columns_only_where_they_are_named(Session& session, Target&) {
    Repository<Slab> slabs(session);
    Slab slab = sample();
    slabs.insert(slab);
    Slab found = slabs.find(slab.id).value();
    BOOST_TEST(!found.secret.has_value());
    slabs.update(found); // does not write what it has not read
    BOOST_TEST((from<Slab>.select(f<&Slab::secret>).one(session).value() == "gold"));
}

} // namespace

std::vector<Case> mapping_cases() {
    return {{"has keys that the program makes (UUID)", has_keys_that_the_program_makes},
            {"reads what the database computes", reads_what_the_database_computes},
            {"takes enums of the database", takes_enums_of_the_database},
            {"writes some columns once or never", writes_some_columns_once_or_never},
            {"reads some columns only where they are named",
             reads_some_columns_only_where_they_are_named}};
}

} // namespace varve::test
