#include "ddl.hpp"
#include "ddl_text.hpp"
#include "spelling.hpp"

namespace varve::postgresql {

namespace {

using namespace schema;

/// The statement that drops an object, one overload for each kind.
struct Removal {
    std::string operator()(const Namespace& one) const {
        return "DROP SCHEMA " + spelled(one.name);
    }
    std::string operator()(const Extension& one) const {
        return "DROP EXTENSION " + spelled(one.name);
    }
    std::string operator()(const EnumType& one) const { return "DROP TYPE " + spelled(one.name); }
    std::string operator()(const Domain& one) const { return "DROP DOMAIN " + spelled(one.name); }
    std::string operator()(const CompositeType& one) const {
        return "DROP TYPE " + spelled(one.name);
    }
    std::string operator()(const Routine& one) const {
        return (one.kind == Routine::Kind::procedure ? "DROP PROCEDURE " : "DROP FUNCTION ") +
               spelled(one.name) + '(' + one.arguments + ')';
    }
    std::string operator()(const Sequence& one) const {
        return "DROP SEQUENCE " + spelled(one.name);
    }
    std::string operator()(const Table& one) const { return "DROP TABLE " + spelled(one.name); }
    std::string operator()(const View& one) const {
        return (one.materialized ? "DROP MATERIALIZED VIEW " : "DROP VIEW ") + spelled(one.name);
    }
    std::string operator()(const PartOf<Column>& one) const {
        return "ALTER TABLE " + spelled(one.table) + " DROP COLUMN " + spelled(one.part.name);
    }
    std::string operator()(const PartOf<Constraint>& one) const {
        return "ALTER TABLE " + spelled(one.table) + " DROP CONSTRAINT " + spelled(one.part.name);
    }
    std::string operator()(const PartOf<schema::Index>& one) const {
        return "DROP INDEX " + spelled_index(one.table, one.part.name);
    }
    std::string operator()(const PartOf<Partition>& one) const {
        return "ALTER TABLE " + spelled(one.part.parent) + " DETACH PARTITION " +
               spelled(one.table);
    }
    std::string operator()(const PartOf<Trigger>& one) const {
        return "DROP TRIGGER " + spelled(one.part.name) + " ON " + spelled(one.table);
    }
    std::string operator()(const PartOf<Policy>& one) const {
        return "DROP POLICY " + spelled(one.part.name) + " ON " + spelled(one.table);
    }
    // PostgreSQL has none.
    std::string operator()(const Event&) const { return {}; }
    // What the model has no type for is not touched.
    std::string operator()(const Other&) const { return {}; }
};

} // namespace

void drop(const Object& object, std::vector<std::string>& statements) {
    std::string statement = std::visit(Removal(), object);
    if (!statement.empty()) statements.push_back(std::move(statement));
}

} // namespace varve::postgresql
