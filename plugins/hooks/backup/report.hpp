#pragma once

#include "shelf.hpp"

#include <string>
#include <vector>

namespace varve::backup {

/// A line for each backup, as a table.
std::string table_of(const std::vector<Shelved>& backups);
/// The same as a document of JSON, with a line end.
std::string json_of(const std::vector<Shelved>& backups);

/// {"backup": …} with what else there is to say, each a list of texts.
std::string json_of(const std::string& backup,
                    const std::vector<std::pair<std::string, std::vector<std::string>>>& lists);

} // namespace varve::backup
