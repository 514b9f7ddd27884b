#pragma once

#include "kernel/generate/answers.hpp"
#include "varve/export.hpp"
#include "varve/schema/change.hpp"

#include <string>
#include <vector>

namespace varve {

struct GenerateRequest {
    /// What the database shall be: a file of SQL, the URL of a database, "migrations" or
    /// "entities"; empty: what generate.to says.
    std::string to = {};
    std::string scratch = {}; ///< URL of a database beside which to make scratch databases; empty:
                              ///< the configured one
    std::vector<std::string> renamed = {}, dropped = {}; ///< see Answer
    Ask ask = {};                                        ///< what these do not answer
};

/// A migration that was thought out, tried in a scratch database, and not written yet.
struct Generation {
    std::string to = {};                      ///< what was asked for
    std::vector<schema::Change> changes = {}; ///< none: it is what it shall be
    std::vector<std::string> statements = {}; ///< that make them
    bool in_transaction = true;               ///< whether all of these may be in one
    std::vector<std::string> losses = {};     ///< what the way up may lose, in words
    std::vector<std::string> untouched = {};  ///< what differs and is not for varve to change
    std::string text = {};                    ///< the whole migration, as its source reads it
};

} // namespace varve
