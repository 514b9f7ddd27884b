#include "suite.hpp"

namespace varve::test {

namespace {

using Texts = std::vector<std::string>;

constexpr auto parent = alias<Quarry, "parent">;
constexpr auto labels = from<Stone>.order_by(f<&Stone::label>).select(f<&Stone::label>);

/// Two quarries, the second below the first; stones a, b, c of 10, 20 and 30 in the first, d of 200
/// in the second.
struct Samples {
    Quarry north, south;
    std::vector<Stone> stones{4};

    explicit Samples(Session& session) {
        north.name = "north";
        north.notes = {"{\"owner\": {\"name\": \"Ann\"}}"};
        south.name = "south";
        Repository<Quarry> quarries(session);
        quarries.insert(north);
        south.parentId = north.id;
        quarries.insert(south);
        for (int i = 0; i < 4; ++i) {
            stones[i].label = std::string(1, static_cast<char>('a' + i));
            stones[i].weight = i == 3 ? 200 : 10 * (i + 1);
            stones[i].quarry_id = i == 3 ? south.id : north.id;
            stones[i].age = i == 0 ? std::optional<std::int32_t>() : i;
            Repository<Stone>(session).insert(stones[i]);
        }
    }
};

void has_conditions(Session& session, Target&) {
    const Samples samples(session);
    const auto found = [&](auto condition) { return labels.where(condition).all(session); };
    BOOST_TEST(found(f<&Stone::weight> >= 20 && f<&Stone::label> != "c") == (Texts{"b", "d"}));
    BOOST_TEST(found(!(f<&Stone::weight> >= 20) || f<&Stone::label> == "d") == (Texts{"a", "d"}));
    BOOST_TEST(found(is_null(f<&Stone::age>)) == Texts{"a"});
    BOOST_TEST(found(!is_null(f<&Stone::age>)) == (Texts{"b", "c", "d"}));
    BOOST_TEST(found(between(f<&Stone::weight>, 20, 30)) == (Texts{"b", "c"}));
    BOOST_TEST(found((f<&Stone::weight> + 5) * 2 == 50) == Texts{"b"});
    BOOST_TEST(found(in(f<&Stone::label>, {"a", "x", "c"})) == (Texts{"a", "c"}));
    BOOST_TEST(found(in(f<&Stone::label>, Texts())).empty());
    BOOST_TEST(found(not_in(f<&Stone::label>, {"a"})) == (Texts{"b", "c", "d"}));
    BOOST_TEST(found(not_in(f<&Stone::label>, Texts())).size() == 4U);
    BOOST_TEST(found(sql<"{} > {}", bool>(f<&Stone::weight>, 100)) == Texts{"d"});
    for (const bool wanted : {false, true})
        BOOST_TEST(
            found(f<&Stone::weight> > 5 && dynamic(wanted, f<&Stone::label> == "a")).size() ==
            (wanted ? 1U : 4U));
}

void orders_and_pages(Session& session, Target&) {
    const Samples samples(session);
    const auto heaviest = from<Stone>.order_by(desc(f<&Stone::weight>)).select(f<&Stone::label>);
    BOOST_TEST(heaviest.all(session) == (Texts{"d", "c", "b", "a"}));
    BOOST_TEST(heaviest.limit(2).all(session) == (Texts{"d", "c"}));
    BOOST_TEST(heaviest.limit(2).offset(1).all(session) == (Texts{"c", "b"}));
    BOOST_TEST(heaviest.offset(3).all(session) == Texts{"a"});
    BOOST_TEST((heaviest.first(session) == "d"));
    BOOST_TEST(heaviest.count(session) == 4U);
    BOOST_TEST(!heaviest.where(f<&Stone::weight> > 1000).exists(session));
    BOOST_CHECK_THROW(heaviest.one(session), DatabaseError);
}

void joins(Session& session, Target&) {
    const Samples samples(session);
    const auto names =
        from<Stone>.join<Quarry>(f<&Stone::quarry_id> == of<Quarry>.f<&Record::id>)
            .order_by(f<&Stone::label>)
            .select(f<&Stone::label>, f<&Quarry::name>, whole<Quarry>)
            .all(session);
    BOOST_TEST_REQUIRE(names.size() == 4U);
    BOOST_TEST(std::get<1>(names[0]) == "north");
    BOOST_TEST(std::get<2>(names[3]).name == "south");

    const auto parents =
        from<Quarry>.left_join(parent, f<&Quarry::parentId> == parent.f<&Record::id>)
            .order_by(f<&Quarry::name>)
            .select(f<&Quarry::name>, parent.f<&Quarry::name>)
            .all(session);
    BOOST_TEST_REQUIRE(parents.size() == 2U);
    BOOST_TEST(!std::get<1>(parents[0]).has_value());
    BOOST_TEST((std::get<1>(parents[1]) == "north"));

    const auto rows = from<Quarry>.left_join<Stone>(f<&Stone::quarry_id> == of<Quarry>.f<&Record::id> &&
                                                    f<&Stone::weight> > 100)
                          .order_by(f<&Quarry::name>)
                          .select(f<&Quarry::name>, whole<Stone>)
                          .all(session);
    BOOST_TEST_REQUIRE(rows.size() == 2U);
    BOOST_TEST(!std::get<1>(rows[0]).has_value());
    BOOST_TEST(std::get<1>(rows[1])->label == "d");
}

struct Total {
    std::int64_t quarry_id = 0;
    std::int64_t stones = 0;
    double weight = 0;
};

void groups(Session& session, Target&) {
    const Samples samples(session);
    const auto totals = from<Stone>.group_by(f<&Stone::quarry_id>)
                            .having(count() > 1)
                            .select_as<Total>(f<&Stone::quarry_id>, count(),
                                              coalesce(sum(f<&Stone::weight>), 0))
                            .all(session);
    BOOST_TEST_REQUIRE(totals.size() == 1U);
    BOOST_TEST(totals[0].quarry_id == samples.north.id);
    BOOST_TEST(totals[0].stones == 3);
    BOOST_TEST(totals[0].weight == 60);
    const auto [all, ages, mean, least, most, quarries] =
        *from<Stone>.select(count(), sum(f<&Stone::age>), avg(f<&Stone::age>),
                            min(f<&Stone::label>), max(f<&Stone::weight>),
                            count_distinct(f<&Stone::quarry_id>))
             .one(session);
    BOOST_TEST(all == 4);
    BOOST_TEST(ages.value() == 6);
    BOOST_TEST(mean.value() == 2.0);
    BOOST_TEST(least.value() == "a");
    BOOST_TEST(most.value() == 200);
    BOOST_TEST(quarries == 2);
    BOOST_TEST(
        !from<Stone>.where(f<&Stone::id> == -1).select(sum(f<&Stone::age>)).one(session)->has_value());
}

void leaves_out_equal_rows(Session& session, Target&) {
    const Samples samples(session);
    BOOST_TEST(from<Stone>.select(f<&Stone::quarry_id>).distinct().all(session).size() == 2U);
}

void keeps_the_first_of_equal_rows(Session& session, Target&) {
    const Samples samples(session);
    BOOST_TEST(from<Stone>.distinct_on(f<&Stone::quarry_id>)
                   .order_by(f<&Stone::quarry_id>, desc(f<&Stone::weight>))
                   .select(f<&Stone::label>)
                   .all(session) == (Texts{"c", "d"}));
}

void has_queries_in_queries(Session& session, Target&) {
    const Samples samples(session);
    const auto heavy = from<Stone>.where(f<&Stone::quarry_id> == of<Quarry>.f<&Record::id> &&
                                         f<&Stone::weight> > 100);
    const auto names = from<Quarry>.order_by(f<&Quarry::name>).select(f<&Quarry::name>);
    BOOST_TEST(names.where(exists(heavy)).all(session) == Texts{"south"});
    BOOST_TEST(names.where(!exists(heavy)).all(session) == Texts{"north"});
    const auto light = from<Stone>.where(f<&Stone::weight> < 15).select(f<&Stone::quarry_id>);
    BOOST_TEST(names.where(in(of<Quarry>.f<&Record::id>, light)).all(session) == Texts{"north"});
    BOOST_TEST(names.where(not_in(of<Quarry>.f<&Record::id>, light)).all(session) ==
               Texts{"south"});
    const auto counts = from<Quarry>.order_by(f<&Quarry::name>)
                            .select(f<&Quarry::name>,
                                    scalar(from<Stone>.where(f<&Stone::quarry_id> == of<Quarry>.f<&Record::id>)
                                               .select(count())))
                            .all(session);
    BOOST_TEST((std::get<1>(counts[0]) == 3));
    BOOST_TEST((std::get<1>(counts[1]) == 1));
}

void finds_texts_by_patterns(Session& session, Target&) {
    const Samples samples(session);
    BOOST_TEST(from<Quarry>.where(like(f<&Quarry::name>, "n_r%")).count(session) == 1U);
    BOOST_TEST(from<Quarry>.where(ends_with(f<&Quarry::name>, "th")).count(session) == 2U);
    BOOST_TEST(
        from<Quarry>.where(lower(f<&Quarry::name>) == "north" && upper(f<&Quarry::name>) == "NORTH").count(session) ==
        1U);
    BOOST_TEST((
        from<Quarry>.where(f<&Quarry::name> == "north").select(concat(f<&Quarry::name>, " end")).one(session) ==
        "north end"));
    BOOST_TEST((from<Quarry>.where(f<&Quarry::name> == "north").select(coalesce(f<&Quarry::place, &Place::town>, "none")).one(session) == "none"));
}

void chooses_by_cases(Session& session, Target&) {
    const Samples samples(session);
    const auto rows =
        from<Stone>.order_by(f<&Stone::label>)
            .select(case_when(f<&Stone::weight> > 100, "heavy").when(f<&Stone::weight> > 15, "fair").otherwise("light"),
                    case_when(f<&Stone::weight> > 100, 1), value(42))
            .all(session);
    BOOST_TEST(std::get<0>(rows[0]) == "light");
    BOOST_TEST(std::get<0>(rows[1]) == "fair");
    BOOST_TEST(std::get<0>(rows[3]) == "heavy");
    BOOST_TEST(!std::get<1>(rows[0]).has_value());
    BOOST_TEST((std::get<1>(rows[3]) == 1));
    BOOST_TEST(std::get<2>(rows[0]) == 42);
    BOOST_TEST((
        from<Stone>.select(sum(case_when(f<&Stone::weight> > 15, 1).otherwise(0))).one(session)->value() ==
        3));
}

void puts_queries_together(Session& session, Target&) {
    const Samples samples(session);
    const auto plain = from<Stone>.select(f<&Stone::label>);
    const auto both = union_all(plain, from<Quarry>.select(f<&Quarry::name>));
    BOOST_TEST(both.order_by(desc(position<1>)).limit(2).all(session) == (Texts{"south", "north"}));
    BOOST_TEST(union_distinct(plain, plain).all(session).size() == 4U);
}

void keeps_what_two_queries_share(Session& session, Target&) {
    const Samples samples(session);
    const auto plain = from<Stone>.select(f<&Stone::label>);
    const auto heavy = plain.where(f<&Stone::weight> > 15);
    BOOST_TEST(intersect(plain, heavy).all(session).size() == 3U);
    BOOST_TEST(except(plain, heavy).all(session) == Texts{"a"});
}

void names_queries(Session& session, Target&) {
    const Samples samples(session);
    const auto counts = cte<Count>(
        from<Stone>.group_by(f<&Stone::quarry_id>).select(f<&Stone::quarry_id>, count()));
    const auto busy = from<Count>.with_queries(counts)
                          .join<Quarry>(of<Quarry>.f<&Record::id> == f<&Count::quarry_id>)
                          .where(f<&Count::stones> > 2)
                          .select(f<&Quarry::name>, f<&Count::stones>)
                          .all(session);
    BOOST_TEST_REQUIRE(busy.size() == 1U);
    BOOST_TEST(std::get<0>(busy[0]) == "north");
    BOOST_TEST(std::get<1>(busy[0]) == 3);
}

void queries_itself(Session& session, Target&) {
    const Samples samples(session);
    // Each quarry with how deep it lies.
    const auto tree = cte<Count>(union_all(
        from<Quarry>.where(is_null(f<&Quarry::parentId>)).select(of<Quarry>.f<&Record::id>, value(0)),
        from<Quarry>.join<Count>(f<&Quarry::parentId> == f<&Count::quarry_id>).select(of<Quarry>.f<&Record::id>, f<&Count::stones> + 1)));
    const auto depths = from<Count>.with_queries(tree).order_by(f<&Count::stones>).all(session);
    BOOST_TEST_REQUIRE(depths.size() == 2U);
    BOOST_TEST(depths[0].quarry_id == samples.north.id);
    BOOST_TEST(depths[1].quarry_id == samples.south.id);
    BOOST_TEST(depths[1].stones == 1);
}

void looks_through_windows(Session& session, Target&) {
    const Samples samples(session);
    const auto rows =
        from<Stone>.order_by(f<&Stone::label>)
            .select(f<&Stone::label>,
                    over(row_number(), partition_by(f<&Stone::quarry_id>), order_by(desc(f<&Stone::weight>))),
                    over(sum(f<&Stone::weight>), partition_by(f<&Stone::quarry_id>)),
                    over(lag(f<&Stone::label>), order_by(f<&Stone::label>)))
            .all(session);
    BOOST_TEST(std::get<1>(rows[0]) == 3);
    BOOST_TEST((std::get<2>(rows[0]) == 60));
    BOOST_TEST(!std::get<3>(rows[0]).has_value());
    BOOST_TEST((std::get<3>(rows[1]) == "a"));
    BOOST_TEST(std::get<1>(rows[3]) == 1);
}

void looks_into_documents(Session& session, Target&) {
    const Samples samples(session);
    const auto name = json_text<"owner", "name">(f<&Quarry::notes>);
    BOOST_TEST((from<Quarry>.where(name == "Ann").select(f<&Quarry::name>).all(session) ==
                Texts{"north"}));
    BOOST_TEST(from<Quarry>.where(is_null(name)).count(session) == 1U);
}

void locks_rows(Session& session, Target&) {
    const Samples samples(session);
    Transaction transaction(session.connection());
    BOOST_TEST((from<Stone>.where(f<&Stone::label> == "a").for_update().one(session).has_value()));
    BOOST_TEST((from<Stone>.where(f<&Stone::label> == "b").for_share().one(session).has_value()));
}

/// The stones that another session sees while this one has locked stone a.
template <class Query> auto beside_a_lock(Session& session, Target& target, const Query& query) {
    const Samples samples(session);
    Transaction transaction(session.connection());
    from<Stone>.where(f<&Stone::id> == samples.stones[0].id).for_update().one(session);
    const auto connection = target.connect();
    Session other(*connection);
    Transaction others(*connection);
    return query.all(other).size();
}

void leaves_out_locked_rows(Session& session, Target& target) {
    const auto query = from<Stone>.where(f<&Stone::label> < "c").for_update().skip_locked();
    BOOST_TEST(beside_a_lock(session, target, query) == 1U);
}

void does_not_wait_for_locked_rows(Session& session, Target& target) {
    const auto query = from<Stone>.where(f<&Stone::label> < "c").for_update().no_wait();
    const auto is_locked = [](const DatabaseError& error) {
        if (error.kind() == DatabaseError::Kind::unsupported) throw DatabaseError(error);
        return error.kind() == DatabaseError::Kind::lock_timeout;
    };
    BOOST_CHECK_EXCEPTION(beside_a_lock(session, target, query), DatabaseError, is_locked);
}

void reads_views(Session& session, Target&) {
    const Samples samples(session);
    const auto rows = from<HeavyStone>.all(session);
    BOOST_TEST_REQUIRE(rows.size() == 1U);
    BOOST_TEST(rows[0].label == "d");
}

void takes_sql_of_ones_own(Session& session, Target&) {
    const Samples samples(session);
    const auto rows =
        raw<std::tuple<std::string, double>>(
            "SELECT label, weight FROM stones WHERE weight < $2 AND label > $1 ORDER BY label", "a",
            100.0)
            .all(session);
    BOOST_TEST_REQUIRE(rows.size() == 2U);
    BOOST_TEST(std::get<0>(rows[0]) == "b");
    BOOST_TEST(raw("UPDATE stones SET weight = $1 WHERE label = $2", 11.5, "a").run(session) == 1U);
    BOOST_TEST(
        raw<double>("SELECT weight FROM stones WHERE label = $1", "a").one(session).value() ==
        11.5);
}

void streams_rows(Session& session, Target&) {
    std::vector<Owner> owners(1000);
    for (std::size_t i = 0; i < owners.size(); ++i)
        owners[i].stone_id = static_cast<std::int64_t>(i);
    Repository<Owner>(session).insert_all(owners);
    std::int64_t sum = 0;
    from<Owner>.where(f<&Owner::stone_id> >= 10).each(session, [&](const Owner& owner) {
        sum += owner.stone_id;
    });
    BOOST_TEST(sum == 499'500 - 45);
}

void goes_on_when_a_column_changes(Session& session, Target& target) {
    const Samples samples(session);
    if (session.dialect().name() == "sqlite") return;
    const auto weights = from<Stone>.order_by(f<&Stone::label>).select(f<&Stone::weight>);
    BOOST_TEST(weights.all(session).at(0) == 10);
    const bool postgresql = session.dialect().name() == "postgresql";
    const auto change = [&](const std::string& type) {
        if (postgresql) target.connect()->execute("DROP VIEW heavy_stones");
        target.connect()->execute(std::string("ALTER TABLE stones ") +
                                  (postgresql ? "ALTER weight TYPE " : "MODIFY weight ") + type);
    };
    change("bigint");
    BOOST_TEST(weights.all(session).at(0) == 10);
    if (postgresql) target.connect()->execute("CREATE VIEW heavy_stones AS SELECT 1 AS one");
    change(session.dialect().column_type(Kind::real));
    BOOST_TEST(weights.all(session).at(3) == 200);
    if (postgresql)
        target.connect()->execute(
            "CREATE VIEW heavy_stones AS SELECT id, label FROM stones WHERE weight > 100");
}

} // namespace

std::vector<Case> query_cases() {
    return {
        {"has conditions", has_conditions},
        {"orders and pages", orders_and_pages},
        {"joins", joins},
        {"groups", groups},
        {"leaves out equal rows", leaves_out_equal_rows},
        {"keeps the first of equal rows (DISTINCT ON)", keeps_the_first_of_equal_rows,
         Feature::distinct_on},
        {"has queries in queries", has_queries_in_queries},
        {"finds texts by patterns", finds_texts_by_patterns},
        {"chooses by cases", chooses_by_cases},
        {"puts queries together (UNION)", puts_queries_together},
        {"keeps what two queries share (INTERSECT, EXCEPT)", keeps_what_two_queries_share,
         Feature::set_operations},
        {"names queries (WITH)", names_queries, Feature::common_table_expressions},
        {"queries itself (WITH RECURSIVE)", queries_itself, Feature::common_table_expressions},
        {"looks through windows (OVER)", looks_through_windows, Feature::window_functions},
        {"looks into documents", looks_into_documents, Feature::json},
        {"locks rows (FOR UPDATE, FOR SHARE)", locks_rows, Feature::row_locks},
        {"leaves out locked rows (SKIP LOCKED)", leaves_out_locked_rows, Feature::skip_locked},
        {"does not wait for locked rows (NOWAIT)", does_not_wait_for_locked_rows, Feature::no_wait},
        {"reads views", reads_views},
        {"takes SQL of one's own", takes_sql_of_ones_own},
        {"streams rows", streams_rows},
        {"goes on when a column changes", goes_on_when_a_column_changes}};
}

} // namespace varve::test
