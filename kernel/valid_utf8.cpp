#include "kernel/valid_utf8.hpp"

#include <nlohmann/json.hpp>

namespace varve {

// What writes JSON has to know what UTF-8 is.
std::string valid_utf8(std::string_view text) {
    using Json = nlohmann::json;
    return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace))
        .get<std::string>();
}

} // namespace varve
