#include "report.hpp"

#include "files.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace varve::backup {

namespace {

using Json = nlohmann::ordered_json;
using Line = std::array<std::string, 6>;

std::string text_of(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Line line_of(const Shelved& one) {
    const Manifest& manifest = one.manifest;
    if (!one.damage.empty()) return {"damaged", "", "", "", "", one.path.string()};
    return {manifest.made_at,
            manifest.newest_version.empty() ? "-" : manifest.newest_version,
            readable_size(manifest.size()),
            std::string(to_string(manifest.depth)),
            manifest.server,
            one.path.string()};
}

Json to_json(const Shelved& one) {
    if (!one.damage.empty()) return {{"path", one.path.string()}, {"damage", one.damage}};
    const Manifest& manifest = one.manifest;
    return {{"path", one.path.string()},
            {"database", manifest.database},
            {"server", manifest.server},
            {"method", manifest.method},
            {"made_at", manifest.made_at},
            {"made_by", manifest.made_by},
            {"newest_version", manifest.newest_version},
            {"applied", manifest.applied},
            {"size", manifest.size()},
            {"encryption", to_string(manifest.encryption)},
            {"verified", to_string(manifest.depth)}};
}

} // namespace

std::string table_of(const std::vector<Shelved>& backups) {
    std::vector<Line> lines{{"made at", "newest version", "size", "verified", "server", "folder"}};
    for (const Shelved& one : backups) lines.push_back(line_of(one));
    std::array<std::size_t, 6> widths{};
    for (const Line& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], line[i].size());
    std::string text;
    for (const Line& line : lines) {
        for (std::size_t i = 0; i + 1 < line.size(); ++i)
            text += line[i] + std::string(widths[i] - line[i].size() + 2, ' ');
        text += line.back() + '\n';
    }
    return text;
}

std::string json_of(const std::vector<Shelved>& backups) {
    Json list = Json::array();
    for (const Shelved& one : backups) list.push_back(to_json(one));
    return text_of({{"backups", std::move(list)}});
}

std::string json_of(const std::string& backup,
                    const std::vector<std::pair<std::string, std::vector<std::string>>>& lists) {
    Json json = Json::object();
    if (!backup.empty()) json["backup"] = backup;
    for (const auto& [name, list] : lists) json[name] = list;
    return text_of(json);
}

} // namespace varve::backup
