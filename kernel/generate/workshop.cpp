#include "kernel/generate/workshop.hpp"

#include "kernel/compare/differ.hpp"
#include "kernel/generate/expressions.hpp"
#include "varve/error.hpp"

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

void Workshop::run(const std::vector<std::string>& statements, const std::string& what) {
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
