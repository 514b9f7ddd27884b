#include "catalog_reader.hpp"

namespace varve::postgresql {

namespace {

constexpr int first_with_nulls_not_distinct = 150000;

constexpr std::string_view operator_classes = R"sql(
SELECT o.oid, o.opcmethod, o.opcintype, o.opcdefault, t.typispreferred OR t.typtype = 'p',
  CASE n.nspname WHEN 'pg_catalog' THEN '' ELSE quote_ident(n.nspname) || '.' END || quote_ident(o.opcname)
FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_type t ON t.oid = o.opcintype)sql";

constexpr std::string_view collations = R"sql(
SELECT oid, oid::regcollation::text FROM pg_collation
WHERE oid IN (SELECT unnest(indcollation::oid[]) FROM pg_index WHERE indexrelid >= 16384))sql";

constexpr std::string_view index_columns = R"sql(
SELECT attrelid, attnum, CASE WHEN attstattarget >= 0 THEN attstattarget END,
  (SELECT string_agg(o, ', ') FROM unnest(attoptions) o WHERE o NOT LIKE 'pg\_%')
FROM pg_attribute WHERE attrelid >= 16384 AND (attstattarget >= 0 OR attoptions IS NOT NULL)
  AND attrelid IN (SELECT indexrelid FROM pg_index))sql";

constexpr std::string_view index_expressions = R"sql(
SELECT indexrelid, pg_get_indexdef(indexrelid, k + 1, false)
FROM pg_index CROSS JOIN generate_series(0, indnkeyatts - 1) k
WHERE indexrelid >= 16384 AND indexprs IS NOT NULL AND indkey[k] = 0 ORDER BY indexrelid, k)sql";

// An index that is not valid is not there for anybody but the one who has to make it anew.
std::string indexes(int version) {
    const bool nulls = version >= first_with_nulls_not_distinct;
    return std::string(R"sql(
SELECT i.indexrelid, i.indrelid, c.relname, i.indisunique, NULLIF(m.amname, 'btree'), i.indnkeyatts, i.indkey::text,
  i.indclass::text, i.indcollation::text, i.indoption::text, pg_get_expr(i.indpred, i.indrelid), )sql") +
           (nulls ? "i.indnullsnotdistinct" : "false") + R"sql(,
  NULLIF(concat_ws(E'\n', array_to_string(c.reloptions, E'\n'), 'tablespace=' || s.spcname,
    CASE WHEN i.indisclustered THEN 'cluster=on' END, CASE WHEN i.indisreplident THEN 'replica_identity=on' END), ''),
  d.description, c.relispartition
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
LEFT JOIN pg_description d ON d.objoid = i.indexrelid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
WHERE i.indexrelid >= 16384 AND (i.indisvalid OR c.relkind = 'I') ORDER BY i.indrelid, c.relname)sql";
}

} // namespace

void CatalogReader::read_operator_classes() {
    each_row(connection_, std::string(operator_classes),
             "nnn"
             "bb"
             "t",
             [&](const CatalogRow& row) {
                 const OperatorClass one{row.number(1), row.number(2), row.is(3), row.is(4),
                                         row.text(5)};
                 if (one.standard) types_with_class_.emplace(one.method, one.type);
                 operator_classes_.emplace(row.number(0), one);
             });
    each_row(connection_, std::string(collations), "nt",
             [&](const CatalogRow& row) { collations_.emplace(row.number(0), row.text(1)); });
}

void CatalogReader::read_index_columns() {
    each_row(connection_, std::string(index_columns), "nntt", [&](const CatalogRow& row) {
        index_columns_[{row.number(0), row.number(1)}] = {row.text(2), row.text(3)};
    });
    each_row(connection_, std::string(index_expressions), "nt", [&](const CatalogRow& row) {
        index_expressions_[row.number(0)].push_back(row.sql(1));
    });
}

void CatalogReader::read_indexes() {
    each_row(connection_, indexes(version_),
             "nnt"
             "b"
             "tntttttb"
             "tt"
             "b",
             [&](const CatalogRow& row) { add_index(row); });
}

void CatalogReader::add_index(const CatalogRow& row) {
    using namespace schema;
    const Id id = row.number(0), relation = row.number(1);
    const auto of_constraint = constraint_of_index_.find(id);
    if (of_constraint != constraint_of_index_.end()) {
        Constraint& constraint = table(relation)->constraints[of_constraint->second];
        fill_constraint(constraint, row);
        know("pg_class", id, {ObjectKind::constraint, name_of(relation), constraint.name});
        return;
    }
    std::vector<Index>* const list = indexes_of(relation);
    if (list == nullptr) return;
    know("pg_class", id, {ObjectKind::index, name_of(relation), row.text(2)});
    Index& index = list->emplace_back();
    index.name = row.view(2);
    index.unique = row.is(3);
    index.method = row.view(4);
    index.elements = elements_of(row);
    index.include = included(row);
    index.predicate = row.sql(10);
    index.nulls_distinct = !row.is(11);
    index.options = options_of_index(row);
    index.comment = row.view(13);
    index.inherited = row.is(14);
}

void CatalogReader::fill_constraint(schema::Constraint& constraint, const CatalogRow& row) {
    using namespace schema;
    constraint.options.merge(options_of_index(row));
    if (!row.view(13).empty()) constraint.options.emplace("index_comment", row.text(13));
    if (auto* const key = std::get_if<PrimaryKey>(&constraint.rule)) key->include = included(row);
    if (auto* const unique = std::get_if<Unique>(&constraint.rule)) {
        unique->include = included(row);
        unique->nulls_distinct = !row.is(11);
    }
    if (auto* const exclusion = std::get_if<Exclusion>(&constraint.rule)) {
        exclusion->method = row.view(4);
        exclusion->include = included(row);
        exclusion->predicate = row.sql(10);
        std::vector<IndexElement> elements = elements_of(row);
        for (std::size_t i = 0; i < elements.size(); ++i)
            exclusion->elements[i].of = std::move(elements[i]);
    }
}

// Behind the columns that it is sorted by.
std::vector<std::string> CatalogReader::included(const CatalogRow& row) {
    const std::vector<std::int64_t> numbers = row.numbers(6);
    std::vector<std::string> names;
    for (auto i = static_cast<std::size_t>(row.number(5)); i < numbers.size(); ++i)
        if (const Attribute* const one = attribute(row.number(1), numbers[i]))
            names.push_back(one->name);
    return names;
}

schema::Options CatalogReader::options_of_index(const CatalogRow& row) {
    schema::Options options = row.options(12);
    const Id id = row.number(0);
    for (auto one = index_columns_.lower_bound({id, 0});
         one != index_columns_.end() && one->first.first == id; ++one)
        if (!one->second.statistics.empty())
            options.emplace("statistics." + std::to_string(one->first.second),
                            one->second.statistics);
    return options;
}

std::vector<schema::IndexElement> CatalogReader::elements_of(const CatalogRow& row) {
    using schema::IndexElement;
    const Id id = row.number(0), relation = row.number(1);
    const auto keys = row.numbers(6), classes = row.numbers(7), collations = row.numbers(8),
               flags = row.numbers(9);
    constexpr Id usual_collation = 100;
    constexpr std::int64_t descending = 1, nulls_first = 2;
    std::vector<IndexElement> elements(static_cast<std::size_t>(row.number(5)));
    std::size_t expression = 0;
    for (std::size_t i = 0; i < elements.size(); ++i) {
        IndexElement& element = elements[i];
        const Attribute* const column = attribute(relation, keys[i]);
        if (column != nullptr)
            element.column = column->name;
        else
            element.expression = index_expressions_.at(id).at(expression++);
        // What an expression sorts by without being told is nowhere to be read.
        if (collations[i] != 0 &&
            collations[i] != (column != nullptr ? column->collation : usual_collation))
            element.collation = collations_.at(collations[i]);
        const auto own = index_columns_.find({id, static_cast<std::int64_t>(i + 1)});
        element.operator_class = operator_class(
            classes[i], column, own == index_columns_.end() ? IndexColumn() : own->second);
        element.descending = (flags[i] & descending) != 0;
        const bool first = (flags[i] & nulls_first) != 0;
        if (first != element.descending)
            element.nulls = first ? IndexElement::Nulls::first : IndexElement::Nulls::last;
    }
    return elements;
}

// The usual one is the default of the column's type, or of a type that it would be taken for.
std::string CatalogReader::operator_class(Id id, const Attribute* column,
                                          const IndexColumn& own) const {
    const OperatorClass& one = operator_classes_.at(id);
    if (!own.options.empty()) return one.name + " (" + own.options + ')';
    if (!one.standard) return one.name;
    if (column == nullptr || column->type == one.type) return {};
    const auto base = base_types_.find(column->type);
    if (base != base_types_.end() && base->second == one.type) return {};
    const bool has_its_own = types_with_class_.contains({one.method, column->type});
    return one.common && !has_its_own ? std::string() : one.name;
}

} // namespace varve::postgresql
