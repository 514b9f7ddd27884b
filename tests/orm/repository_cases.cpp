#include "suite.hpp"

namespace varve::test {

namespace {

Quarry quarry(const char* name) {
    Quarry made;
    made.name = name;
    made.place = {"CH", {}};
    return made;
}

void reads_back_what_the_database_makes(Session& session, Target&) {
    Repository<Stamped> rows(session);
    Stamped first{0, "a"}, second{0, "b"};
    rows.insert(first);
    rows.insert(second);
    BOOST_TEST(first.id > 0);
    BOOST_TEST(second.id > first.id);
    BOOST_TEST(second.status == 7);
    BOOST_TEST(rows.find(second.id)->name == "b");
}

void finds_rows(Session& session, Target&) {
    Repository<Quarry> quarries(session);
    Quarry north = quarry("north"), south = quarry("south");
    quarries.insert(north);
    quarries.insert(south);
    BOOST_TEST(quarries.find(north.id)->name == "north");
    BOOST_TEST(quarries.find(north.id)->place.country == "CH");
    BOOST_TEST(!quarries.find(-1).has_value());
    BOOST_TEST(quarries.find_all().size() == 2U);
    BOOST_TEST(quarries.find_by(f<&Quarry::name> != "x").size() == 2U);
    BOOST_TEST(quarries.find_one_by(f<&Quarry::name> == "south")->id == south.id);
    BOOST_TEST(quarries.exists(f<&Quarry::name> == "south"));
    BOOST_TEST(!quarries.exists(f<&Quarry::name> == "west"));
    BOOST_TEST(quarries.count() == 2U);
    BOOST_TEST(quarries.count(f<&Quarry::name> == "south") == 1U);
}

void knows_when_a_row_was_written(Session& session, Target&) {
    Repository<Quarry> quarries(session);
    Quarry north = quarry("north");
    const TimestampTz before = TimestampTz::now();
    quarries.insert(north);
    BOOST_TEST((north.created_at >= before && north.created_at == north.updated_at));
    const TimestampTz created = north.created_at;
    quarries.update(north);
    BOOST_TEST((north.created_at == created && north.updated_at >= created));
    const Quarry found = quarries.find(north.id).value();
    BOOST_TEST((found.created_at == north.created_at && found.updated_at == north.updated_at));
}

void refuses_stale_rows(Session& session, Target&) {
    Repository<Quarry> quarries(session);
    Quarry mine = quarry("north");
    quarries.insert(mine);
    Quarry theirs = quarries.find(mine.id).value();
    theirs.name = "theirs";
    BOOST_TEST(quarries.update(theirs));
    BOOST_TEST(theirs.version == mine.version + 1);
    mine.name = "mine";
    BOOST_CHECK_THROW(quarries.update(mine), StaleEntity);
    BOOST_CHECK_THROW(quarries.remove(mine), StaleEntity);
    BOOST_TEST(quarries.find(mine.id)->name == "theirs");
    BOOST_TEST(quarries.remove(theirs));
    BOOST_CHECK_THROW(quarries.update(theirs), StaleEntity);
}

void removes_softly(Session& session, Target&) {
    Repository<Quarry> quarries(session);
    Quarry north = quarry("north");
    quarries.insert(north);
    BOOST_TEST(quarries.soft_remove(north));
    BOOST_TEST(north.deleted_at.has_value());
    BOOST_TEST(!quarries.find(north.id).has_value());
    BOOST_TEST(quarries.count() == 0U);
    BOOST_TEST(from<Quarry>.with_deleted().count(session) == 1U);
    BOOST_TEST(update<Quarry>(north.id).set<&Quarry::name>("x").run(session) == 0U);
    BOOST_TEST(quarries.restore(north));
    BOOST_TEST(quarries.find(north.id)->name == "north");
}

void saves(Session& session, Target&) {
    Repository<Quarry> quarries(session);
    Quarry north = quarry("north");
    BOOST_TEST(quarries.save(north));
    BOOST_TEST(north.id > 0);
    north.name = "south";
    BOOST_TEST(quarries.save(north));
    BOOST_TEST(quarries.count() == 1U);
    BOOST_TEST(quarries.find(north.id)->name == "south");
    Repository<Owner> owners(session);
    Owner ann{1, "Ann", 1};
    owners.save(ann);
    ann.share = 2;
    owners.save(ann);
    BOOST_TEST(owners.count() == 1U);
    BOOST_TEST(owners.find(1, "Ann")->share == 2);
}

void upserts(Session& session, Target&) {
    Repository<Quarry> quarries(session);
    Quarry north = quarry("north");
    north.id = 5;
    quarries.upsert(north);
    BOOST_TEST(quarries.find(5)->version == 1);
    north.name = "south";
    quarries.upsert(north);
    BOOST_TEST(quarries.find(5)->name == "south");
    BOOST_TEST(quarries.find(5)->version == 2);
}

void says_when_there_is_no_such_row(Session& session, Target&) {
    Repository<Owner> owners(session);
    Owner nobody{1, "Nobody", 1};
    BOOST_TEST(!owners.update(nobody));
    BOOST_TEST(!owners.remove(nobody));
    BOOST_TEST(!(owners.increment<&Owner::share>(1, 1, "Nobody")));
    owners.insert(nobody);
    BOOST_TEST(owners.update(nobody)); // as it is already
    BOOST_TEST((owners.increment<&Owner::share>(41, 1, "Nobody")));
    BOOST_TEST(owners.find(1, "Nobody")->share == 42);
}

void inserts_any_number_of_rows(Session& session, Target&) {
    Repository<Owner> owners(session);
    std::uint64_t expected = 0;
    for (const std::size_t size : {0U, 1U, 2U, 256U, 257U, 3000U}) {
        std::vector<Owner> rows(size);
        for (std::size_t i = 0; i < size; ++i)
            rows[i] = {static_cast<std::int64_t>(size), "owner " + std::to_string(i), 1};
        owners.insert_all(rows);
        expected += size;
        BOOST_TEST(owners.count() == expected);
    }
    // All of them or none, by each way.
    for (const std::size_t size : {2U, 300U}) {
        std::vector<Owner> rows(size);
        for (std::size_t i = 0; i < size; ++i) rows[i] = {-1, "owner " + std::to_string(i), 1};
        rows.back() = rows.front();
        BOOST_CHECK_THROW(owners.insert_all(rows), DatabaseError);
        BOOST_TEST(owners.count() == expected);
    }
}

void turns_pages(Session& session, Target&) {
    Repository<Owner> owners(session);
    std::vector<Owner> rows;
    for (int i = 0; i < 10; ++i) rows.push_back({i / 2, i % 2 == 0 ? "a" : "b", i});
    owners.insert_all(rows);
    const Page<Owner> second = owners.page(2, 4);
    BOOST_TEST(second.total == 10U);
    BOOST_TEST_REQUIRE(second.rows.size() == 4U);
    BOOST_TEST(second.rows[0].share == 4);
    BOOST_TEST(owners.page(3, 4).rows.size() == 2U);
    std::vector<int> seen;
    for (auto page = owners.page_after(3); !page.empty() && seen.size() < 20;
         page = owners.page_after(3, page.back().stone_id, page.back().name))
        for (const Owner& owner : page) seen.push_back(owner.share);
    BOOST_TEST(seen == (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

} // namespace

std::vector<Case> repository_cases() {
    return {{"reads back what the database makes", reads_back_what_the_database_makes},
            {"finds rows", finds_rows},
            {"knows when a row was written", knows_when_a_row_was_written},
            {"refuses stale rows", refuses_stale_rows},
            {"removes softly, and restores", removes_softly},
            {"saves", saves},
            {"upserts", upserts},
            {"says when there is no such row", says_when_there_is_no_such_row},
            {"inserts any number of rows", inserts_any_number_of_rows},
            {"turns pages", turns_pages}};
}

} // namespace varve::test
