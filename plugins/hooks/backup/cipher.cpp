#include "cipher.hpp"

#include "varve/error.hpp"
#include "varve/process.hpp"

#include <vector>

namespace varve::backup {

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr std::string_view suffix = ".encrypted";

Program program_of(Encryption encryption, Words arguments) {
    const std::string name(to_string(encryption));
    const fs::path file = find_program(name);
    if (file.empty())
        throw ConfigError("backup.encrypt is \"" + name + "\", and there is no program " + name +
                          " in PATH; install it (Debian: the package " +
                          (encryption == Encryption::gpg ? "gnupg" : name) + ")");
    arguments.insert(arguments.begin(), name);
    return {
        .file = file, .arguments = std::move(arguments), .environment = environment_for_programs()};
}

// gpg asks nobody: whose key it is has been decided by who put it into the ring.
Words to_encrypt(const Options& options, const fs::path& from, const fs::path& to) {
    if (options.encryption == Encryption::age)
        return {"--encrypt", "--recipient", options.recipient, "--output", to, from};
    return {"--batch",     "--yes",           "--trust-model", "always", "--encrypt",
            "--recipient", options.recipient, "--output",      to,       from};
}

Words to_decrypt(Encryption encryption, const Options& options, const fs::path& from,
                 const fs::path& to) {
    if (encryption == Encryption::gpg)
        return {"--batch", "--yes", "--decrypt", "--output", to, from};
    if (options.identity.empty())
        throw ConfigError("the backup is encrypted with age; name the file that has the key in "
                          "backup.identity");
    return {"--decrypt", "--identity", options.identity, "--output", to, from};
}

std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    return files;
}

} // namespace

void require_program(Encryption encryption) {
    if (encryption != Encryption::none) program_of(encryption, {});
}

void encrypt_all(const Options& options, const fs::path& folder,
                 const std::function<void()>& tick) {
    if (options.encryption == Encryption::none) return;
    for (const fs::path& file : files_below(folder)) {
        const fs::path encrypted = file.string() + std::string(suffix);
        run_to_success(program_of(options.encryption, to_encrypt(options, file, encrypted)), tick);
        fs::rename(encrypted, file);
    }
}

void decrypt_all(Encryption encryption, const Options& options, const fs::path& from,
                 const fs::path& to, const std::function<void()>& tick) {
    for (const fs::path& file : files_below(from)) {
        const fs::path plain = to / file.lexically_relative(from);
        fs::create_directories(plain.parent_path());
        run_to_success(program_of(encryption, to_decrypt(encryption, options, file, plain)), tick);
    }
}

} // namespace varve::backup
