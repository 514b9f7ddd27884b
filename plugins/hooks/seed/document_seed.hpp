#pragma once

#include "csv_seed.hpp"
#include "node.hpp"

namespace varve::seed {

/// How to read a kind of document: read_json or read_yaml.
using ReadRows = void (&)(std::istream& input, const OnNode& on_row);

/// Rows of a document, each a map from columns to values.
void read_document_seed(std::istream& input, ReadRows read, const Reading& reading, Loader& loader);

} // namespace varve::seed
