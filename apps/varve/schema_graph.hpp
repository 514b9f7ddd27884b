#pragma once

#include "varve/schema/schema.hpp"

#include <string>

namespace varve {

/// The tables and what refers to what, as a picture: text for Mermaid (an erDiagram, which GitHub
/// and GitLab show in Markdown).
std::string mermaid(const schema::DatabaseSchema& model);
/// The same for the program `dot` of Graphviz.
std::string graphviz(const schema::DatabaseSchema& model);

} // namespace varve
