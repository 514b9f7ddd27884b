#include "kernel/generate/expressions.hpp"

#include <variant>

namespace varve {

using namespace schema;

namespace {

void blank(std::string& text) {
    if (!text.empty()) text = "?";
}

void blank(std::optional<std::string>& text) {
    if (text) text = "?";
}

void blank(Column& column) {
    blank(column.default_value);
    if (column.generated) blank(column.generated->expression);
}

void blank(Constraint& constraint) {
    if (auto* const check = std::get_if<Check>(&constraint.rule)) blank(check->expression);
    auto* const exclusion = std::get_if<Exclusion>(&constraint.rule);
    if (exclusion == nullptr) return;
    blank(exclusion->predicate);
    for (Exclusion::Element& element : exclusion->elements) blank(element.of.expression);
}

void blank(Index& index) {
    blank(index.predicate);
    for (IndexElement& element : index.elements) blank(element.expression);
}

void blank(Trigger& trigger) {
    blank(trigger.definition);
}

void blank(Policy& policy) {
    blank(policy.using_expression);
    blank(policy.check_expression);
}

template <class Part> void blank_all(std::vector<Part>& parts) {
    for (Part& part : parts) blank(part);
}

} // namespace

DatabaseSchema without_expressions(DatabaseSchema model) {
    for (Domain& domain : model.domains) {
        blank(domain.default_value);
        blank_all(domain.constraints);
    }
    for (Table& table : model.tables) {
        blank_all(table.columns);
        blank_all(table.constraints);
        blank_all(table.indexes);
        blank_all(table.triggers);
        blank_all(table.policies);
    }
    for (View& view : model.views) {
        blank(view.query);
        blank_all(view.indexes);
        blank_all(view.triggers);
    }
    return model;
}

} // namespace varve
