#include "kernel/generate/workshop.hpp"

#include "kernel/compare/differ.hpp"
#include "kernel/generate/expressions.hpp"
#include "varve/db/transaction.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <array>

namespace varve {

using namespace schema;

namespace {

// Of what would make a schema what it shall be.
std::string words_of(const Change& change) {
    constexpr std::array words{" is missing", " is left", " is another", " has another name"};
    return in_words(id_of(change)) + words[change.what.index()];
}

void require_alike(const DatabaseSchema& made, const DatabaseSchema& wanted,
                   const std::string& what) {
    const std::vector<Change> missing = differences(made, wanted);
    if (missing.empty()) return;
    std::string sentence =
        what + " in a scratch database does not come to what it shall, so nothing was written:";
    for (const Change& change : missing) sentence += "\n  " + words_of(change);
    throw Error(sentence);
}

} // namespace

Workshop::Workshop(const Driver& driver, const ConnectRequest& beside)
    : driver_(driver), place_(open_scratch(driver, beside, "what is generated would be tried")) {}

bool Workshop::run(const std::vector<std::string>& statements, const std::string& what) {
    if (can_share_transaction(statements) && run_in_transaction(statements)) return true;
    run_one_by_one(statements, what);
    return !can_share_transaction(statements);
}

// What is to be outside of one finds its place there when it is run.
bool Workshop::can_share_transaction(const std::vector<std::string>& statements) const {
    return dialect().supports(Feature::transactional_ddl) &&
           std::ranges::all_of(statements, [&](const std::string& statement) {
               const Script script = dialect().split(statement + ";\n", 1);
               return script.statements.size() == 1 &&
                      dialect().classify(script.statements.front()).scope == Scope::transactional;
           });
}

bool Workshop::run_in_transaction(const std::vector<std::string>& statements) {
    try {
        Transaction transaction(*place_.connection);
        for (const std::string& statement : statements) place_.connection->execute(statement);
        transaction.commit();
        return true;
    } catch (const DatabaseError& error) {
        if (error.kind() == DatabaseError::Kind::connection_lost) throw;
        return false;
    }
}

void Workshop::run_one_by_one(const std::vector<std::string>& statements, const std::string& what) {
    for (const std::string& statement : statements) {
        try {
            place_.connection->execute(statement);
        } catch (const DatabaseError& error) {
            if (error.kind() == DatabaseError::Kind::connection_lost) throw;
            throw Error(what + " fails in a scratch database, so nothing was written: " +
                        error.what() + "\n  " + statement);
        }
    }
}

DatabaseSchema Workshop::read() {
    return read_model(driver_, *place_.connection);
}

void Workshop::require(const DatabaseSchema& wanted, const std::string& what) {
    require_alike(read(), wanted, what);
}

DatabaseSchema Workshop::make(const DatabaseSchema& model, const std::string& what) {
    run(ddl_of(dialect(), model), what);
    DatabaseSchema made = read();
    require_alike(without_expressions(made), without_expressions(model), what);
    return made;
}

} // namespace varve
