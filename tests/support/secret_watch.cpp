#include "support/secret_watch.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cctype>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/mman.h>
#include <unistd.h>

namespace varve::test {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t shortest = 6, shown_around = 60;

std::string longest_word(const std::string& text) {
    std::string longest, word;
    for (const char c : text) {
        word = std::isalnum(static_cast<unsigned char>(c)) != 0 ? word + c : "";
        if (word.size() > longest.size()) longest = word;
    }
    return longest;
}

/// What is always there of a text whose base64 begins `before` bytes, of 0 to 2, in front of it.
std::string in_base64(const std::string& text, std::size_t before) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    unsigned bits = 0, count = 0;
    for (const char c : std::string(before, '\0') + text) {
        bits = bits << 8U | static_cast<unsigned char>(c);
        for (count += 8; count >= 6; count -= 6) result += letters[bits >> (count - 6) & 63U];
    }
    return result.substr(before == 0 ? 0 : before + 1);
}

std::string printable(std::string text) {
    std::ranges::replace_if(
        text, [](unsigned char c) { return std::isprint(c) == 0; }, ' ');
    return text;
}

/// A file's bytes without a copy of them: a test's database may be a gigabyte.
class MappedFile {
public:
    explicit MappedFile(const fs::path& file) {
        std::error_code gone; // makes the size one that cannot be mapped
        size_ = fs::file_size(file, gone);
        const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        bytes_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
        ::close(descriptor);
    }
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile() {
        if (bytes_ != MAP_FAILED) ::munmap(bytes_, size_);
    }
    /// Empty where it cannot be read.
    std::string_view text() const {
        if (bytes_ == MAP_FAILED) return {};
        return {static_cast<const char*>(bytes_), size_};
    }

private:
    std::size_t size_;
    void* bytes_;
};

const SecretFinder& test_password_finder() {
    static const SecretFinder finder(test_password());
    return finder;
}

} // namespace

const std::string& test_password() {
    static const std::string password = [] {
        std::string line = read_file(VARVE_TEST_SUPPORT_DIR "/password");
        line.pop_back();
        return line;
    }();
    return password;
}

SecretFinder::SecretFinder(const std::string& password) {
    const std::string word = longest_word(password);
    if (word.size() < shortest) return;
    forms_ = {word, in_base64(word, 0), in_base64(word, 1), in_base64(word, 2)};
}

std::string SecretFinder::excerpt(std::string_view text) const {
    for (const std::string& form : forms_) {
        const std::size_t at = text.find(form);
        if (at == std::string_view::npos) continue;
        const std::size_t begin = at - std::min(at, shown_around), end = at + form.size();
        return printable(std::string(text.substr(begin, at - begin)) + "***" +
                         std::string(text.substr(end, shown_around)));
    }
    return {};
}

std::string SecretFinder::in_arguments_below(pid_t pid) const {
    if (forms_.empty()) return {};
    std::error_code ended;
    fs::directory_iterator task("/proc/" + std::to_string(pid) + "/task", ended);
    for (; task != fs::directory_iterator(); task.increment(ended)) {
        std::ifstream children(task->path() / "children");
        for (pid_t child = 0; children >> child;) {
            std::ifstream stream("/proc/" + std::to_string(child) + "/cmdline");
            std::ostringstream arguments;
            arguments << stream.rdbuf();
            std::string found = excerpt(arguments.str());
            if (found.empty()) found = in_arguments_below(child);
            if (!found.empty()) return found;
        }
    }
    return {};
}

void report_secret(const std::string& place, const std::string& excerpt) {
    if (!excerpt.empty()) BOOST_ERROR("a password is in " + place + ": " + excerpt);
}

void look_for_password(const fs::path& folder) {
    std::error_code ignored;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                           ignored);
    for (; entry != fs::recursive_directory_iterator(); entry.increment(ignored)) {
        if (entry->symlink_status(ignored).type() != fs::file_type::regular) continue;
        report_secret(entry->path().string(),
                      test_password_finder().excerpt(MappedFile(entry->path()).text()));
    }
}

void look_for_password(const TextRows& tables,
                       const std::function<TextRows(const std::string& sql)>& query) {
    for (const auto& table : tables)
        report_secret("the table " + table[0],
                      test_password_finder().excerpt(joined(query("SELECT * FROM " + table[0]))));
}

} // namespace varve::test
