#include "diagnosis.hpp"

#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace varve::sqlite {

namespace {

// As /proc/locks names a file: major and minor in hexadecimal, and the inode in decimal.
std::string key_of(const std::filesystem::path& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) return {};
    std::ostringstream key;
    const auto two_digits = [&](unsigned number) {
        key << (number < 16 ? "0" : "") << std::hex << number << ':';
    };
    two_digits(major(found.st_dev));
    two_digits(minor(found.st_dev));
    key << std::dec << found.st_ino;
    return key.str();
}

std::string program_of(int pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/comm");
    std::string name;
    std::getline(file, name);
    return name;
}

} // namespace

// proc(5): "1: POSIX ADVISORY WRITE 4711 08:01:12345 1073741826 1073742335". A line with "->"
// behind its number is of one who waits. In WAL mode the locks are on the file beside.
std::vector<FileUser> writers_of(const std::filesystem::path& database) {
    const std::string plain = key_of(database);
    const std::string shared_memory = key_of(database.string() + "-shm");
    std::vector<FileUser> users;
    std::ifstream locks("/proc/locks");
    for (std::string line; std::getline(locks, line);) {
        std::istringstream words(line);
        std::string number, kind, advisory, access, file;
        int pid = 0;
        words >> number >> kind >> advisory >> access >> pid >> file;
        const bool about_it = !file.empty() && (file == plain || file == shared_memory);
        if (!about_it || access != "WRITE" || pid == ::getpid()) continue;
        users.push_back(pid > 0 ? FileUser{pid, program_of(pid)} : FileUser{});
    }
    return users;
}

} // namespace varve::sqlite
