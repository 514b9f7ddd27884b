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
    return plan_up({MigrationSet(files), state, samples::dialect, {}}, request.up);
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
    BOOST_TEST(refusal(file, plan_of({files[0]}, {}, request)).find("were: 2 ") !=
               std::string::npos);
    const auto done = samples::history(files);
    BOOST_TEST(refusal(file, plan_of(files, done, request)).find("nothing left to do") !=
               std::string::npos);
    const PlanFile idle = plan_file_of(plan_of(files, done, request), request);
    std::vector<Migration> more = files;
    more.push_back(samples::migration("3"));
    BOOST_TEST(refusal(idle, plan_of(more, done, request))
                   .find("there was nothing to do, and now there is migration 3 ") !=
               std::string::npos);
    std::vector<Migration> reformatted = files;
    reformatted[1].up = samples::sql("create  table t (a int);");
    BOOST_TEST(!refusal(file, plan_of(reformatted, {}, request)).empty());
}

BOOST_AUTO_TEST_CASE(what_a_rehearsal_saw_is_not_compared) {
    const PlanRequest request;
    const Plan plan = plan_of({samples::migration("1")}, {}, request);
    Plan rehearsed = plan;
    rehearsed.steps[0].statements[0].execution =
        Execution{"ALGORITHM=INPLACE, LOCK=NONE", LockLevel::blocks_schema};
    const auto document = plan_to_json(rehearsed, request);
    const auto& statement = document["steps"][0]["statements"][0];
    BOOST_TEST(statement["execution"]["method"] == "ALGORITHM=INPLACE, LOCK=NONE");
    BOOST_TEST(statement["execution"]["lock"] == "blocks_schema");
    BOOST_TEST(refusal({request, document.dump()}, plan) == "");
}

BOOST_AUTO_TEST_CASE(what_is_no_plan_is_refused) {
    const test::TempDir folder;
    BOOST_CHECK_THROW(read_plan_file(folder / "nowhere.json"), ConfigError);
    BOOST_CHECK_THROW(read_plan_file(folder.write("a.json", "{}")), ConfigError);
    BOOST_CHECK_THROW(read_plan_file(folder.write("b.json", "not json")), ConfigError);
    BOOST_CHECK_THROW(read_plan_file(folder.write("c.json", R"({"varve_plan": 2})")), ConfigError);
    BOOST_CHECK_THROW(read_plan_file(folder.path()), ConfigError);
}

BOOST_AUTO_TEST_CASE(what_is_damaged_is_refused) {
    const test::TempDir folder;
    const PlanRequest request;
    const auto whole = plan_to_json(plan_of({samples::migration("1")}, {}, request), request);
    const auto check = [&](const std::string& name, const nlohmann::ordered_json& damaged) {
        BOOST_TEST_CONTEXT(name)
        BOOST_CHECK_EXCEPTION(read_plan_file(folder.write("plan.json", damaged.dump())),
                              ConfigError, [](const ConfigError& error) {
                                  return std::string_view(error.what()).find("is damaged") !=
                                         std::string_view::npos;
                              });
    };
    for (const char* const name :
         {"request", "direction", "dialect", "transaction", "history", "warnings", "steps"}) {
        auto damaged = whole;
        damaged.erase(name);
        check(std::string("without ") + name, damaged);
        damaged[name] = 7;
        check(std::string("with another ") + name, damaged);
    }
    auto damaged = whole;
    damaged["steps"][0].erase("version");
    check("a step without a version", damaged);
    damaged = whole;
    damaged["request"]["steps"] = -1;
    check("a negative count", damaged);
    damaged = whole;
    damaged["request"]["effect"] = "other";
    check("an unknown effect", damaged);
    BOOST_CHECK_NO_THROW(read_plan_file(folder.write("plan.json", whole.dump())));
}

BOOST_AUTO_TEST_CASE(replaces_only_files) {
    const test::TempDir folder;
    const Plan plan = plan_of({samples::migration("1")}, {}, {});
    const std::string text = plan_file_of(plan, {}).text;
    folder.write("old.json", "old");
    for (const char* const target : {"old.json", "new.json"}) {
        const auto link = folder / (std::string("link_to_") + target);
        std::filesystem::create_symlink(target, link);
        write_plan_file(link, plan, {});
        BOOST_TEST(std::filesystem::is_symlink(link));
        BOOST_TEST(test::read_file(folder / target) == text);
    }
    std::filesystem::create_symlink("/dev/full", folder / "full");
    BOOST_CHECK_THROW(write_plan_file(folder / "full", plan, {}), Error);
    BOOST_TEST(std::filesystem::is_symlink(folder / "full"));
    BOOST_CHECK_THROW(write_plan_file(folder.path(), plan, {}), ConfigError);
    BOOST_TEST(!std::filesystem::exists(folder.path().string() + ".part"));
    BOOST_CHECK_THROW(write_plan_file(folder / "no/such.json", plan, {}), Error);
}

BOOST_AUTO_TEST_SUITE_END()
