#include "loader.hpp"

#include "passwords.hpp"

#include "varve/db/transaction.hpp"

#include <algorithm>

namespace varve::seed {

namespace {

DatabaseError refused(DatabaseError::Kind kind, std::string message) {
    return DatabaseError({.kind = kind, .message = std::move(message)});
}

Shape without_expressions(const Shape& shape) {
    Shape stored = shape;
    std::erase_if(stored, [](const Column& c) { return c.from == Column::From::expression; });
    return stored;
}

std::string quoted_names(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "\"" : ", \"") + name + '"';
    return list;
}

} // namespace

Loader::Loader(Connection& connection, const Target& target, Way way)
    : connection_(connection), dialect_(connection.dialect()), target_(target), way_(way) {
    if (way_ != Way::straight) make_keys();
}

void Loader::make_keys() {
    keys_table_ = dialect_.quote("varve_seed_keys_" + suffix(0));
    run({create_keys(dialect_, target_.table, target_.key, keys_table_)});
}

// Temporary tables outlive a rollback where DDL is not transactional, and another try must not meet
// those of the one before.
std::string Loader::suffix(std::size_t number) const {
    return (way_ == Way::batches ? "again_" : "") + std::to_string(number);
}

void Loader::run(const std::vector<std::string>& statements) {
    for (const std::string& statement : statements) connection_.execute(statement);
}

void Loader::require_key(const Shape& shape, std::uint32_t line) const {
    for (const std::string& name : target_.key) {
        const auto column = std::ranges::find(shape, name, &Column::name);
        if (column == shape.end())
            throw Error(place(line).text() + ": the key column \"" + name + "\" has no value");
        if (column->from != Column::From::value && column->from != Column::From::reference)
            throw Error(place(line).text() + ": the key column \"" + name +
                        "\" must be a plain value or a reference, so that its row can be found");
    }
}

void Loader::begin(const Shape& shape, std::uint32_t line) {
    if (stage_ != nullptr && shape == shape_) return;
    require_key(shape, line);
    if (way_ == Way::straight && has_references(shape)) {
        way_ = Way::together;
        make_keys();
    }
    if (stage_ != nullptr) {
        flush();
        if (way_ == Way::together) merge_stage();
    }
    shape_ = shape;
    stage_ = &stage_for(shape);
    cells_.resize(stage_->leaves.size());
}

Loader::Stage& Loader::stage_for(const Shape& shape) {
    const Shape stored = without_expressions(shape);
    auto found =
        std::ranges::find(stages_, stored, [](const auto& stage) { return stage->stored; });
    const bool is_new = found == stages_.end();
    merge_ = std::make_unique<Merge>(dialect_, target_.table, target_.key, shape,
                                     suffix(static_cast<std::size_t>(found - stages_.begin())));
    if (!is_new) {
        run(merge_->empty());
        return **found;
    }
    auto stage = std::make_unique<Stage>();
    stage->stored = stored;
    stage->leaves = leaves_of(stored);
    stage->bulk.table = way_ == Way::straight
                            ? dialect_.qualified(target_.table.name_space, target_.table.name)
                            : merge_->stage();
    for (const Leaf& leaf : stage->leaves) {
        const auto info = std::ranges::find(target_.columns, leaf.column, &ColumnInfo::name);
        const bool own = leaf.table.empty() && info != target_.columns.end();
        stage->expected.push_back(own ? expectation_of(*info) : Expectation());
        stage->in_key.push_back(own &&
                                std::ranges::find(target_.key, leaf.column) != target_.key.end());
        stage->bulk.columns.push_back(leaf.name);
        stage->bulk.kinds.push_back(Kind::text);
    }
    if (way_ != Way::straight) run(merge_->create());
    return *stages_.emplace_back(std::move(stage));
}

void Loader::add(std::span<const Cell> row, std::uint32_t line) {
    bool passwords = false;
    for (std::size_t i = 0; i < row.size(); ++i) {
        cells_[i] = row[i];
        if (row[i].is_null()) {
            if (stage_->in_key[i])
                throw bad_value(place(line), stage_->leaves[i].name, row[i],
                                "a key must have a value");
            continue;
        }
        passwords = passwords || stage_->leaves[i].from == Column::From::password;
        try {
            cells_[i] = Cell::text(fitting(stage_->expected[i], row[i].as_text()));
        } catch (const ConfigError& error) {
            throw bad_value(place(line), stage_->leaves[i].name, row[i], error.what());
        }
    }
    if (passwords) hash_passwords(line);
    batch_.add(cells_, line);
    ++counts_.rows;
    if (batch_.full()) flush();
}

// The hash that is there stays where it is one of the same password: another would have another
// salt, and so be a change.
void Loader::hash_passwords(std::uint32_t line) {
    hashes_.clear();
    hashes_.reserve(cells_.size());
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (stage_->leaves[i].from != Column::From::password || cells_[i].is_null()) continue;
        const std::string password(cells_[i].as_text());
        if (password.empty())
            throw bad_value(place(line), stage_->leaves[i].name, cells_[i],
                            "the password is empty");
        const auto current = current_hash(stage_->leaves[i].column);
        const bool stays =
            current && (target_.mode == Mode::insert || is_hash_of(*current, password));
        hashes_.push_back(stays ? *current : password_hash(password));
        cells_[i] = Cell::text(hashes_.back());
    }
}

std::optional<std::string> Loader::current_hash(const std::string& column) {
    const Operand literal = [this](const std::string& leaf) {
        const auto at =
            std::ranges::find(stage_->leaves, leaf, &Leaf::name) - stage_->leaves.begin();
        return dialect_.literal(cells_[static_cast<std::size_t>(at)]);
    };
    std::string condition;
    for (const Column& key : shape_) {
        if (std::ranges::find(target_.key, key.name) == target_.key.end()) continue;
        condition += (condition.empty() ? "" : " AND ") + dialect_.quote(key.name) + " = " +
                     (key.from == Column::From::reference
                          ? looked_up(dialect_, target_.table.name_space, key, key.name, literal)
                          : literal(key.name));
    }
    const std::vector<Value> row = connection_.query_row(
        {"SELECT " + dialect_.quote(column) + " FROM " +
         dialect_.qualified(target_.table.name_space, target_.table.name) + " WHERE " + condition});
    if (row.empty() || row[0].is_null()) return {};
    return row[0].to_string();
}

bool Loader::add_block(const CsvBlock& block) {
    if (way_ == Way::batches) return false;
    const std::string load = dialect_.load_csv(stage_->bulk.table, stage_->bulk.columns);
    if (load.empty()) return false;
    try {
        Transaction savepoint(connection_);
        const std::uint64_t rows =
            connection_.execute({.text = load, .input = std::string(block.bytes)});
        savepoint.commit();
        counts_.rows += rows;
        if (way_ == Way::straight) counts_.inserted += rows;
        return true;
    } catch (const DatabaseError& error) {
        if (!is_about_rows(error)) throw;
        return false; // and row by row it will be seen why
    }
}

void Loader::flush() {
    if (batch_.rows() > 0) put_or_blame(0, batch_.rows());
    batch_.clear();
}

// Halves, until the row that is refused stands alone.
void Loader::put_or_blame(std::size_t from, std::size_t to) {
    try {
        put(from, to);
    } catch (const DatabaseError& error) {
        if (!is_about_rows(error)) throw;
        if (to - from == 1) {
            batch_.read(from, cells_);
            throw bad_row(place(batch_.line(from)), stage_->bulk.columns, cells_, error);
        }
        const std::size_t middle = from + (to - from) / 2;
        put_or_blame(from, middle);
        put_or_blame(middle, to);
    }
}

void Loader::put(std::size_t from, std::size_t to) {
    const Counts before = counts_;
    try {
        Transaction savepoint(connection_);
        BatchRows rows(batch_, from, to);
        const std::uint64_t inserted = connection_.bulk_insert(stage_->bulk, rows);
        if (way_ == Way::straight) counts_.inserted += inserted;
        if (way_ == Way::batches) merge_stage();
        savepoint.commit();
    } catch (...) {
        counts_ = before;
        throw;
    }
}

void Loader::require(std::string_view question, std::string_view otherwise) {
    const std::vector<Value> row = connection_.query_row({std::string(question)}, {});
    if (!row.empty() && row[0].to_string() != "0")
        throw refused(DatabaseError::Kind::other, std::string(otherwise));
}

void Loader::merge_stage() {
    for (const LostReferences& lost : merge_->lost_references())
        require(lost.count, "there is no row of " + lost.table + ", or there are several, with \"" +
                                lost.leaf + '"');
    if (const std::string resolve = merge_->resolve(); !resolve.empty()) run({resolve});
    require(merge_->count_without_key(), "the key has no value: " + quoted_names(target_.key));
    run({merge_->keep_keys(keys_table_)});
    if (!connection_.query_row({find_double_key(dialect_, target_.key, keys_table_)}).empty())
        throw refused(DatabaseError::Kind::unique_violation,
                      "an earlier row of the seed has the same key: " + quoted_names(target_.key));
    counts_.inserted += connection_.execute(merge_->insert_missing());
    const std::string update = merge_->update_different();
    if (target_.mode != Mode::insert && !update.empty())
        counts_.updated += connection_.execute(update);
    run(merge_->empty());
}

Counts Loader::finish() {
    flush();
    if (way_ == Way::together && stage_ != nullptr) merge_stage();
    if (way_ != Way::straight && target_.mode == Mode::replace)
        counts_.deleted +=
            connection_.execute(delete_others(dialect_, target_.table, target_.key, keys_table_));
    return counts_;
}

} // namespace varve::seed
