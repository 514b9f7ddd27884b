#include "migrations.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace varve::floor {

namespace {

std::vector<std::string> sql_files(const std::string& directory) {
    const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(directory.c_str()), &::closedir);
    if (open == nullptr) throw std::runtime_error("cannot open " + directory);
    std::vector<std::string> names;
    while (const dirent* const entry = ::readdir(open.get())) {
        const std::string_view name = entry->d_name;
        if (name.ends_with(".sql")) names.emplace_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// Reads into a buffer that is used again for the next file.
void read_file(const std::string& path, std::string& text) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat facts {};
    if (file < 0 || ::fstat(file, &facts) != 0) throw std::runtime_error("cannot open " + path);
    text.resize(static_cast<std::size_t>(facts.st_size));
    const ssize_t count = ::read(file, text.data(), text.size());
    ::close(file);
    if (count != facts.st_size) throw std::runtime_error("cannot read " + path);
}

std::string_view up_section(std::string_view text) {
    constexpr std::string_view up = "-- varve:up\n", down = "-- varve:down";
    const auto begin = text.find(up);
    if (begin == std::string_view::npos) throw std::runtime_error("a file has no -- varve:up");
    const std::string_view rest = text.substr(begin + up.size());
    return rest.substr(0, rest.find(down));
}

std::string_view down_section(std::string_view text) {
    constexpr std::string_view down = "-- varve:down\n";
    const auto begin = text.find(down);
    return begin == std::string_view::npos ? "" : text.substr(begin + down.size());
}

/// The generated files end every statement with a semicolon at the end of a line.
std::vector<std::string> split(std::string_view script) {
    std::vector<std::string> statements;
    while (!script.empty()) {
        const auto end = std::min(script.find(";\n"), script.size());
        const auto first = script.find_first_not_of(" \n");
        if (first < end) statements.emplace_back(script.substr(first, end - first));
        script.remove_prefix(std::min(end + 2, script.size()));
    }
    return statements;
}

} // namespace

std::string Sha256::hexadecimal(std::string_view text) {
    std::array<unsigned char, 32> digest;
    if (EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) != 1 ||
        EVP_DigestUpdate(context_.get(), text.data(), text.size()) != 1 ||
        EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) != 1)
        throw std::runtime_error("SHA-256 failed");
    std::string result;
    result.reserve(64);
    for (const unsigned char byte : digest) {
        result += "0123456789abcdef"[byte >> 4];
        result += "0123456789abcdef"[byte & 15];
    }
    return result;
}

std::vector<Migration> read_migrations(const std::string& directory, Keep keep) {
    const std::vector<std::string> names = sql_files(directory);
    std::vector<Migration> migrations;
    migrations.reserve(names.size());
    Sha256 sha256;
    std::string text;
    for (const std::string& name : names) {
        read_file(directory + "/" + name, text);
        const auto underscore = name.find('_');
        Migration& migration = migrations.emplace_back();
        migration.version = name.substr(0, underscore);
        migration.name = name.substr(underscore + 1, name.size() - underscore - 5);
        migration.checksum = sha256.hexadecimal(text);
        if (keep != Keep::checksums) migration.statements = split(up_section(text));
        if (keep == Keep::statements_and_down) migration.down = down_section(text);
    }
    return migrations;
}

void Comparison::next(const Applied& applied) {
    if (next_ == migrations_->size()) throw std::runtime_error("a file is missing");
    const Migration& migration = (*migrations_)[next_++];
    if (migration.version != applied.version || migration.checksum != applied.checksum)
        throw std::runtime_error("changed: " + migration.version);
}

void Comparison::finish() const {
    if (next_ != migrations_->size())
        throw std::runtime_error("pending: " + (*migrations_)[next_].version);
}

int main_of(const Floor& floor, int argc, char** argv) {
    const std::string_view mode = argc == 4 ? argv[1] : "";
    if (mode != "run" && mode != "nothing") {
        std::fprintf(stderr, "usage: %s run|nothing DIR URL\n", argv[0]);
        return 2;
    }
    try {
        if (mode == "run")
            floor.run(read_migrations(argv[2], floor.run_needs), argv[3]);
        else
            floor.nothing(read_migrations(argv[2], Keep::checksums), argv[3]);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: %s\n", argv[0], error.what());
        return 1;
    }
}

} // namespace varve::floor
