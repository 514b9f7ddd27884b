#include "manifest.hpp"

#include "files.hpp"
#include "sha256.hpp"

#include "varve/error.hpp"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace varve::backup {

namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Fingerprint& fingerprint) {
    Json tables = Json::object();
    for (const auto& [name, rows] : fingerprint.tables)
        tables[name] = {{"rows", rows.count}, {"checksum", rows.checksum}};
    Json json{{"tables", std::move(tables)}};
    if (fingerprint.objects) json["objects"] = *fingerprint.objects;
    return json;
}

Fingerprint fingerprint_from(const Json& json) {
    Fingerprint fingerprint;
    for (const auto& [name, rows] : json.at("tables").items())
        fingerprint.tables[name] = {rows.at("rows").get<std::uint64_t>(),
                                    rows.at("checksum").get<std::string>()};
    if (json.contains("objects"))
        fingerprint.objects = json.at("objects").get<std::map<std::string, std::string>>();
    return fingerprint;
}

Json to_json(const Manifest& manifest) {
    Json files = Json::object();
    for (const auto& [name, file] : manifest.files)
        files[name] = {{"size", file.size}, {"sha256", file.sha256}};
    return {{"format", Manifest::format},
            {"database", manifest.database},
            {"driver", manifest.driver},
            {"server", manifest.server},
            {"release", manifest.release},
            {"method", manifest.method},
            {"made_at", manifest.made_at},
            {"made_by", manifest.made_by},
            {"newest_version", manifest.newest_version},
            {"applied", manifest.applied},
            {"history", manifest.history},
            {"size", manifest.size()},
            {"encryption", to_string(manifest.encryption)},
            {"files", std::move(files)},
            {"verified", to_string(manifest.depth)},
            {"holds", to_json(manifest.fingerprint)}};
}

Encryption encryption_named(const std::string& word) {
    for (const Encryption one : {Encryption::none, Encryption::age, Encryption::gpg})
        if (word == to_string(one)) return one;
    throw Error("encryption '" + word + "' is not known");
}

Manifest manifest_from(const Json& json) {
    Manifest manifest;
    json.at("database").get_to(manifest.database);
    json.at("driver").get_to(manifest.driver);
    json.at("server").get_to(manifest.server);
    json.at("release").get_to(manifest.release);
    json.at("method").get_to(manifest.method);
    json.at("made_at").get_to(manifest.made_at);
    json.at("made_by").get_to(manifest.made_by);
    json.at("newest_version").get_to(manifest.newest_version);
    json.at("applied").get_to(manifest.applied);
    json.at("history").get_to(manifest.history);
    manifest.encryption = encryption_named(json.at("encryption").get<std::string>());
    for (const auto& [name, file] : json.at("files").items())
        manifest.files[name] = {file.at("size").get<std::uint64_t>(),
                                file.at("sha256").get<std::string>()};
    manifest.depth = depth_named(json.at("verified").get<std::string>(), "verified");
    manifest.fingerprint = fingerprint_from(json.at("holds"));
    return manifest;
}

} // namespace

std::uint64_t Manifest::size() const {
    std::uint64_t size = 0;
    for (const auto& [name, file] : files) size += file.size;
    return size;
}

void write_manifest(const std::filesystem::path& backup, const Manifest& manifest) {
    Json json = to_json(manifest);
    json["sha256"] = sha256_of(json.dump());
    write_private(backup / Manifest::file_name, json.dump(2) + '\n');
}

Manifest read_manifest(const std::filesystem::path& backup) {
    const std::filesystem::path file = backup / Manifest::file_name;
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error(backup.string() + " is no backup: it has no " + Manifest::file_name +
                    "; 'varve backup list' shows those there are");
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    try {
        Json json = Json::parse(text);
        if (const int format = json.at("format").get<int>(); format > Manifest::format)
            throw Error("it has format " + std::to_string(format) +
                        ", and this varve knows formats up to " + std::to_string(Manifest::format));
        const std::string sum = json.at("sha256").get<std::string>();
        json.erase("sha256");
        if (sha256_of(json.dump()) != sum) throw Error("it is not as it was written");
        return manifest_from(json);
    } catch (const std::exception& error) {
        throw Error("the manifest " + file.string() + " cannot be relied on: " + error.what() +
                    "; take another backup");
    }
}

} // namespace varve::backup
