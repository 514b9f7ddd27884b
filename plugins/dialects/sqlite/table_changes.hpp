#pragma once

#include "rebuild_guard.hpp"

#include "varve/schema/change.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace varve::sqlite {

/// Which of some changes of a schema ALTER TABLE can make, and which tables have to be made anew:
/// each once, with all its changes together.
class TableChanges {
public:
    /// Both outlive it.
    TableChanges(const schema::DatabaseSchema& before, std::span<const schema::Change> changes);

    /// A table as it is in the end.
    const schema::Table& after(const schema::Name& name) const;
    /// The foreign key with which a column can be added to its table; nullptr where it has none.
    const schema::Constraint* key_of_new(const schema::PartOf<schema::Column>& column) const;

    /// Is it made together with others: by a rebuild, or with its table or column?
    bool takes_over(const schema::Change& change) const;
    /// The rebuild for which this change was the last.
    std::vector<std::string> rebuild_behind(const schema::Change& change) const;

    /// What has to be done before and behind all of it.
    std::vector<std::string> begin() const;
    std::vector<std::string> end() const;

private:
    using Change = schema::Change;

    void find_rebuilds();
    bool needs_rebuild(const Change& change) const;
    bool needs_rebuild(const schema::Object& created) const;
    bool is_mentioned(const schema::PartOf<schema::Column>& column) const;
    bool comes_with_column(const schema::PartOf<schema::Constraint>& key) const;
    bool has_programs() const;
    bool keys_must_be_off() const;
    std::string temporary_name(const std::string& table) const;
    RebuildGuard guard() const;

    const schema::DatabaseSchema& schema_;
    std::span<const Change> changes_;
    Tables after_;
    std::set<schema::Name> made_, dropped_, rebuilt_;
    std::map<schema::Name, const Change*> last_; ///< of a table that is rebuilt
};

} // namespace varve::sqlite
