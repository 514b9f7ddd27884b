#include "kernel/migrate/plan_file.hpp"

#include "migrate/samples.hpp"
#include "support/temp_dir.hpp"
#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace varve;

namespace {

Plan plan_of(const std::vector<Migration>& files, const HistoryState& state,
             const PlanRequest& request) {
    return plan_up(MigrationSet(files), state, samples::dialect, request.up);
}

std::string refusal(const PlanFile& file, const Plan& plan) {
    try {
        require_same_plan(file, plan);
    } catch (const MigrationError& error) {
        BOOST_TEST((error.exit_code() == ExitCode::refused));
        return error.what();
    }
    return "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(plan_file)

BOOST_AUTO_TEST_CASE(comes_back_with_the_request_that_it_was_made_from) {
    const test::TempDir folder;
    const PlanRequest request{.direction = Direction::up,
                              .up = {.target = Version("2"),
                                     .steps = 5,
                                     .scope = TransactionScope::all,
                                     .out_of_order = OutOfOrder::apply,
                                     .effect = Effect::record,
                                     .allows = {"truncate"}}};
    const Plan plan = plan_of({samples::migration("1")}, {}, request);
    write_plan_file(folder / "plan.json", plan, request);
    const PlanFile file = read_plan_file(folder / "plan.json");
    BOOST_TEST(file.request.up.target->text() == "2");
    BOOST_TEST(file.request.up.steps.value() == 5U);
    BOOST_TEST((file.request.up.scope == TransactionScope::all));
    BOOST_TEST((file.request.up.out_of_order == OutOfOrder::apply));
    BOOST_TEST((file.request.up.effect == Effect::record));
    BOOST_TEST(file.request.up.allows.front() == "truncate");
    BOOST_TEST(refusal(file, plan) == "");
}

BOOST_AUTO_TEST_CASE(is_refused_when_anything_changed) {
    const PlanRequest request;
    const std::vector<Migration> files{samples::migration("1"), samples::migration("2")};
    const PlanFile file{request, plan_to_json(plan_of(files, {}, request), request).dump()};
    BOOST_TEST(refusal(file, plan_of({files[0]}, {}, request))
                   .find("the migrations are not what they were") != std::string::npos);
    BOOST_TEST(refusal(file, plan_of(files, samples::history({files[0]}), request))
                   .find("history is not what it was") != std::string::npos);
    std::vector<Migration> reformatted = files;
    reformatted[1].up = samples::sql("create  table t (a int);");
    BOOST_TEST(!refusal(file, plan_of(reformatted, {}, request)).empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_plan_is_refused) {
    const test::TempDir folder;
    BOOST_CHECK_THROW(read_plan_file(folder / "nowhere.json"), ConfigError);
    BOOST_CHECK_THROW(read_plan_file(folder.write("a.json", "{}")), ConfigError);
    BOOST_CHECK_THROW(read_plan_file(folder.write("b.json", "not json")), ConfigError);
    BOOST_CHECK_THROW(read_plan_file(folder.write("c.json", R"({"varve_plan": 2})")), ConfigError);
}

BOOST_AUTO_TEST_SUITE_END()
