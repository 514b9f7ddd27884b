#include "suite.hpp"

namespace varve::test {

namespace {

Owner owner_of(Session& session, std::int64_t stone, const char* name) {
    return Repository<Owner>(session).find(stone, name).value();
}

void inserts(Session& session, Target&) {
    const Owner ann{1, "Ann", 30};
    BOOST_TEST((insert<Owner>().values(ann).run(session) == 1U));
    BOOST_TEST((insert<Owner>()
                    .set<&Owner::stone_id>(1)
                    .set<&Owner::name>("Bob")
                    .set<&Owner::share>(70)
                    .run(session) == 1U));
    const std::vector<Owner> more{{2, "Cy", 1}, {2, "Dee", 2}, {2, "Ed", 3}};
    BOOST_TEST((insert<Owner>().values(more).run(session) == 3U));
    BOOST_TEST(owner_of(session, 1, "Bob").share == 70);
    BOOST_TEST(owner_of(session, 2, "Ed").share == 3);
}

void inserts_rows_of_a_query(Session& session, Target&) {
    const Owner ann{1, "Ann", 30};
    insert<Owner>().values(ann).run(session);
    BOOST_TEST((insert<Owner>()
                    .query<&Owner::stone_id, &Owner::name, &Owner::share>(
                        from<Owner>.select(f<&Owner::stone_id> + 1, f<&Owner::name>, value(5)))
                    .run(session) == 1U));
    BOOST_TEST(owner_of(session, 2, "Ann").share == 5);
}

void decides_on_conflicts(Session& session, Target&) {
    Owner ann{1, "Ann", 30};
    insert<Owner>().values(ann).run(session);
    ann.share = 12;
    const auto again = insert<Owner>().values(ann).on_conflict<&Owner::stone_id, &Owner::name>();
    again.do_nothing().run(session);
    BOOST_TEST(owner_of(session, 1, "Ann").share == 30);
    again.set<&Owner::share>(f<&Owner::share> + inserted<&Owner::share>).run(session);
    BOOST_TEST(owner_of(session, 1, "Ann").share == 42);
    again.do_update().run(session);
    BOOST_TEST(owner_of(session, 1, "Ann").share == 12);
}

void updates(Session& session, Target&) {
    const std::vector<Owner> owners{{1, "Ann", 1}, {1, "Bob", 2}, {2, "Cy", 3}};
    insert<Owner>().values(owners).run(session);
    BOOST_TEST(update<Owner>(1, "Ann").set<&Owner::share>(f<&Owner::share> + 10).run(session) ==
               1U);
    BOOST_TEST(owner_of(session, 1, "Ann").share == 11);
    BOOST_TEST(update<Owner>().where(f<&Owner::stone_id> == 1).set<&Owner::share>(7).run(session) ==
               2U);
    // Rows that stay as they are count too.
    BOOST_TEST(update<Owner>().where(f<&Owner::stone_id> == 1).set<&Owner::share>(7).run(session) ==
               2U);
    BOOST_TEST(update<Owner>().everywhere().set<&Owner::share>(0).run(session) == 3U);
}

void removes(Session& session, Target&) {
    const std::vector<Owner> owners{{1, "Ann", 1}, {1, "Bob", 2}, {2, "Cy", 3}};
    insert<Owner>().values(owners).run(session);
    BOOST_TEST(remove<Owner>(1, "Ann").run(session) == 1U);
    BOOST_TEST(remove<Owner>().where(f<&Owner::share> > 2).run(session) == 1U);
    BOOST_TEST(remove<Owner>().everywhere().run(session) == 1U);
}

void returns_what_it_inserts(Session& session, Target&) {
    const Stamped first{0, "a"}, second{0, "b"};
    const auto row = insert<Stamped>()
                         .values(first)
                         .returning(f<&Stamped::id>, f<&Stamped::status>)
                         .one(session);
    BOOST_TEST(std::get<0>(*row) > 0);
    BOOST_TEST(std::get<1>(*row) == 7);
    BOOST_TEST(insert<Stamped>().values(second).returning(whole<Stamped>).one(session)->name ==
               "b");
}

void returns_what_it_updates(Session& session, Target&) {
    const Owner ann{1, "Ann", 1};
    insert<Owner>().values(ann).run(session);
    BOOST_TEST(
        (update<Owner>(1, "Ann").set<&Owner::share>(5).returning(f<&Owner::share>).one(session) ==
         5));
}

void returns_what_it_removes(Session& session, Target&) {
    const Owner ann{1, "Ann", 1};
    insert<Owner>().values(ann).run(session);
    BOOST_TEST((remove<Owner>(1, "Ann").returning(f<&Owner::name>).one(session) == "Ann"));
    BOOST_TEST(from<Owner>.count(session) == 0U);
}

// Where rows go in binary, a number could be taken for a date of as many bytes.
void never_takes_values_for_another_type(Session& session, Target&) {
    if (session.dialect().name() != "postgresql") return;
    const Repository<Owner> owners(session);
    std::vector<Owner> rows;
    for (int i = 0; i < 300; ++i) rows.push_back({i, "Ann", i});
    owners.insert_all(rows);
    const auto change = [&](const std::string& type) {
        session.connection().execute("ALTER TABLE owners ALTER COLUMN stone_id TYPE " + type);
    };
    change("timestamptz USING to_timestamp(stone_id)");
    for (Owner& row : rows) row.name = "Bob";
    for (int round = 0; round < 2; ++round)
        BOOST_CHECK_THROW(owners.insert_all(rows), DatabaseError);
    change("bigint USING extract(epoch FROM stone_id)");
    BOOST_TEST(owners.count() == 300U);
    owners.insert_all(rows);
    BOOST_TEST(owners.count() == 600U);
}

} // namespace

std::vector<Case> change_cases() {
    return {{"inserts", inserts},
            {"inserts rows of a query", inserts_rows_of_a_query},
            {"decides on conflicts", decides_on_conflicts},
            {"never takes values for another type", never_takes_values_for_another_type},
            {"updates", updates},
            {"removes", removes},
            {"returns what it inserts", returns_what_it_inserts, Feature::insert_returning},
            {"returns what it updates", returns_what_it_updates, Feature::update_returning},
            {"returns what it removes", returns_what_it_removes, Feature::delete_returning}};
}

} // namespace varve::test
