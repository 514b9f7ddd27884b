#include "driver/cases.hpp"

namespace varve::testing {

namespace {

void fill(Trial& trial, int rows) {
    trial.make_table(Kind::text);
    for (int i = 1; i <= rows; ++i) trial.insert(i, Value("row " + std::to_string(i)));
}

std::unique_ptr<Rows> all_rows(Trial& trial, Fetch fetch = Fetch::all) {
    return trial.connection().query({trial.sql("SELECT {id}, {v} FROM {pebble} ORDER BY {id}")}, {},
                                    fetch);
}

void names_columns_in_order(Trial& trial) {
    trial.make_table();
    const auto rows = trial.connection().query(
        {trial.sql("SELECT {v} AS {second to none}, {id}, {id} AS {größe \"x\"} FROM {pebble}")});
    const auto columns = rows->columns();
    trial.report().require(columns.size() == 3, "three columns, though there is no row");
    trial.report().equal(columns[0].name, "second to none", "a column has its alias");
    trial.report().equal(columns[1].name, "id", "a column has its name");
    trial.report().equal(columns[2].name, "größe \"x\"", "names are UTF-8");
    std::vector<Cell> row(3);
    trial.report().check(!rows->next(row), "an empty result has no rows");
}

void gives_columns_of_the_same_name_each_their_value(Trial& trial) {
    const auto rows =
        trial.rows("SELECT 1 AS {a}, 2 AS {a}{.}", {}, {Kind::integer, Kind::integer});
    trial.report().require(rows.size() == 1, "one row comes back");
    trial.report().equal(rows[0][0], Value(1), "the first of two columns of one name");
    trial.report().equal(rows[0][1], Value(2), "the second of two columns of one name");
}

void ends_after_the_last_row_and_stays_there(Trial& trial) {
    fill(trial, 3);
    for (const Fetch fetch : {Fetch::all, Fetch::stream}) {
        const auto rows = all_rows(trial, fetch);
        std::vector<Cell> row(2);
        for (int i = 1; i <= 3; ++i)
            trial.report().require(rows->next(row), "there are three rows");
        trial.report().check(!rows->next(row), "after the last row there is none");
        trial.report().check(!rows->next(row), "and none when asked again");
    }
}

void keeps_cells_until_the_next_row(Trial& trial) {
    fill(trial, 3);
    const auto rows = all_rows(trial);
    std::vector<Cell> row(2);
    trial.report().require(rows->next(row), "there is a first row");
    trial.usable("while rows are being read");
    trial.execute("UPDATE {pebble} SET {v} = $1 WHERE {id} = 3", {Value(std::string(200, 'z'))});
    trial.report().equal(Value(row[1]), Value("row 1"),
                         "a cell lives until the next row is read, whatever else is done");
    trial.report().require(rows->next(row), "there is a second row");
    trial.report().equal(Value(row[1]), Value("row 2"), "reading goes on");
}

void reads_two_results_side_by_side(Trial& trial) {
    fill(trial, 3);
    const auto one = all_rows(trial);
    const auto two = all_rows(trial);
    std::vector<Cell> first(2);
    std::vector<Cell> second(2);
    for (int i = 1; i <= 3; ++i) {
        trial.report().require(one->next(first) && two->next(second), "both have three rows");
        trial.report().equal(Value(first[1]), Value("row " + std::to_string(i)), "of the first");
        trial.report().equal(Value(second[1]), Value("row " + std::to_string(i)), "of the second");
    }
}

void lets_go_of_a_result_that_is_not_read_to_its_end(Trial& trial) {
    fill(trial, 50);
    {
        const auto rows = all_rows(trial);
        std::vector<Cell> row(2);
        trial.report().require(rows->next(row), "there is a first row");
    }
    trial.execute("DROP TABLE {pebble}");
    trial.report().check(!trial.has_table("pebble"), "the table can be dropped afterwards");
}

void reads_many_rows(Trial& trial) {
    fill(trial, 40);
    const auto rows = trial.rows("SELECT {x}.{id}, {y}.{v} FROM {pebble} {x}, {pebble} {y} "
                                 "ORDER BY {x}.{id}, {y}.{id}");
    trial.report().require(rows.size() == 1600, "all rows of a join come");
    trial.report().equal(rows.front()[1], Value("row 1"), "the first row");
    trial.report().equal(rows.back()[1], Value("row 40"), "the last row");
}

} // namespace

Suite row_cases(const SharedSubject& subject) {
    return driver_cases(
        "rows", subject,
        {{"names_columns_in_order", names_columns_in_order},
         {"gives_columns_of_the_same_name_each_their_value",
          gives_columns_of_the_same_name_each_their_value},
         {"ends_after_the_last_row_and_stays_there", ends_after_the_last_row_and_stays_there},
         {"keeps_cells_until_the_next_row", keeps_cells_until_the_next_row},
         {"reads_two_results_side_by_side", reads_two_results_side_by_side},
         {"lets_go_of_a_result_that_is_not_read_to_its_end",
          lets_go_of_a_result_that_is_not_read_to_its_end},
         {"reads_many_rows", reads_many_rows}});
}

} // namespace varve::testing
