#include "kernel/compare/creation.hpp"

#include "kernel/compare/creation_graph.hpp"
#include "varve/error.hpp"

namespace varve {

namespace {

std::string names_of(const std::vector<schema::ObjectId>& ids) {
    std::string names;
    for (const schema::ObjectId& id : ids) names += (names.empty() ? "" : ", ") + in_words(id);
    return names;
}

} // namespace

std::vector<schema::Change> creation(const schema::DatabaseSchema& model) {
    std::set<schema::ObjectId> apart;
    while (true) {
        CreationGraph graph(model, apart);
        graph.sort();
        if (graph.stuck().empty()) return graph.take();
        const std::size_t known = apart.size();
        const std::vector<schema::ObjectId> parts = graph.parts_in_circles();
        apart.insert(parts.begin(), parts.end());
        if (apart.size() == known)
            throw Error("these need each other, and none can be made first: " +
                        names_of(graph.stuck()));
    }
}

} // namespace varve
