#include "kernel/migrate/expectations.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace varve;

namespace {

class Answer : public Rows {
public:
    explicit Answer(std::vector<RowValues> rows, std::size_t width = 1)
        : rows_(std::move(rows)), columns_(width) {}
    std::span<const ColumnInfo> columns() const override { return columns_; }
    bool next(std::span<Cell> row) override {
        if (given_ == rows_.size()) return false;
        std::ranges::transform(rows_[given_++], row.begin(), &Value::cell);
        return true;
    }

private:
    std::vector<RowValues> rows_;
    std::vector<ColumnInfo> columns_;
    std::size_t given_ = 0;
};

std::string judged(std::vector<RowValues> rows, std::size_t width = 1) {
    Answer answer(std::move(rows), width);
    return answer_but_true(answer);
}

} // namespace

BOOST_AUTO_TEST_SUITE(expectations)

BOOST_AUTO_TEST_CASE(one_true_value_is_the_only_answer) {
    BOOST_TEST(judged({{Value(true)}}) == "");
    BOOST_TEST(judged({{Value(1)}}) == "");
    BOOST_TEST(judged({{Value(Cell::unsigned_integer(1))}}) == "");
    BOOST_TEST(judged({{Value(false)}}) == "false");
    BOOST_TEST(judged({{Value(0)}}) == "0");
    BOOST_TEST(judged({{Value(2)}}) == "2"); // a count that was compared with nothing
    BOOST_TEST(judged({{Value()}}) == "NULL");
    BOOST_TEST(judged({{Value("true")}}) == "'true'");
    BOOST_TEST(judged({{Value(std::string(100, 'x'))}}) == "a text");
}

BOOST_AUTO_TEST_CASE(more_or_less_than_one_value_is_no_answer) {
    BOOST_TEST(judged({}) == "no row");
    BOOST_TEST(judged({{Value(true)}, {Value(true)}}) == "more than one row");
    BOOST_TEST(judged({{Value(true), Value(true)}}, 2) == "2 columns");
}

BOOST_AUTO_TEST_SUITE_END()
