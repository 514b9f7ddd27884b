#include "varve/orm/rows.hpp"

namespace varve {

StaleEntity::StaleEntity(std::string_view table)
    : Error("a row of " + std::string(table) +
            " was changed or removed by somebody else since it was read; read it again and decide "
            "anew") {}
StaleEntity::~StaleEntity() = default;

} // namespace varve
