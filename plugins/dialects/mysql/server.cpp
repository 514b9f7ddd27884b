#include "server.hpp"

namespace varve::mysql {

bool Server::has_mode(std::string_view mode) const noexcept {
    std::string_view rest = sql_mode;
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        if (rest.substr(0, comma) == mode) return true;
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
    return false;
}

std::string Server::name() const {
    return std::string(product == Product::mariadb ? "MariaDB " : "MySQL ") +
           std::to_string(version / 10000) + '.' + std::to_string(version / 100 % 100) + '.' +
           std::to_string(version % 100);
}

bool tells_of_cluster(std::string_view setting, std::string_view value) noexcept {
    if (setting == "wsrep_on") return value == "ON";
    return setting == "group_replication_group_name" && !value.empty();
}

} // namespace varve::mysql
