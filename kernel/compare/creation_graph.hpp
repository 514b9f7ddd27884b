#pragma once

#include "varve/schema/change.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace varve {

/// The things of a schema as they are made one by one, and what each of them needs.
class CreationGraph {
public:
    /// `apart` are the defaults and checks that do not come with their tables. `model` outlives it.
    CreationGraph(const schema::DatabaseSchema& model, const std::set<schema::ObjectId>& apart);

    /// Puts in order what can be.
    void sort();
    /// After that: what could not, for it needs itself in the end.
    std::vector<schema::ObjectId> stuck() const;
    /// Those defaults and checks that need their own table in the end, among what is stuck.
    std::vector<schema::ObjectId> parts_in_circles() const;
    /// What was put in order. Once.
    std::vector<schema::Change> take();

private:
    /// Kinds in order, a table with its parts behind it.
    enum class Stage : std::uint8_t {
        name_space,
        extension,
        type,
        routine,
        sequence,
        table,
        view,
        partition,
        foreign_key,
        trigger,
        other,
    };
    enum class Place : std::uint8_t { itself, column, owner, index, part };
    using Key = std::tuple<Stage, schema::Name, Place, std::string>;
    using Position = std::size_t;

    struct Node {
        schema::Change change;
        schema::ObjectId id;
        Key key;
        std::vector<Position> needs = {}, needed_by = {};
        bool sorted = false;
    };
    /// What a default or a check needs, and thereby its table.
    struct PartNeeds {
        schema::ObjectId part;
        Position table, needs;
    };

    Position add(schema::Object object, Key key);
    Position add_change(schema::Change change, schema::ObjectId id, Key key);
    void add_part(Position whole, schema::Object part, Key key);
    void add_table(const schema::Table& table, const std::set<schema::ObjectId>& apart);
    void add_parts(Position node, const schema::Table& table);
    void take_apart(Position node, schema::Table& table, const std::set<schema::ObjectId>& apart);
    void add_view(const schema::View& view);
    void add_sequence(const schema::Sequence& sequence);
    void connect_foreign_keys(const schema::Table& table);
    void connect_partition(const schema::Table& table);
    void connect_own(const schema::Table& table, std::vector<schema::ObjectId> keys);
    void connect_parents(const schema::Table& table);
    void connect(const schema::Dependency& dependency);
    void need(Position node, Position other);
    void need(Position node, const schema::ObjectId& id);
    const Position* find(const schema::ObjectId& id) const;
    const Position* find_whole(const schema::Name& name) const;
    void advance_others();
    bool reaches(Position from, Position to) const;

    std::vector<Node> nodes_;
    std::map<schema::ObjectId, Position> by_id_;
    std::map<schema::Name, const schema::Table*> tables_;
    std::vector<PartNeeds> part_needs_;
    std::vector<Position> order_;
};

} // namespace varve
