#include "varve/migration/migration_source.hpp"

#include "varve/error.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace varve {

MigrationSource::~MigrationSource() = default;

std::string MigrationSource::create(const Version&, std::string_view, std::string_view) {
    throw MigrationError("migrations from " + description() + " are not written by 'varve new'");
}

std::string MigrationSource::text_of(const MigrationDraft&) const {
    throw MigrationError("migrations from " + description() +
                         " are not written by 'varve generate'");
}

std::string MigrationSource::create_repeatable(std::string_view) {
    throw MigrationError(description() + " can hold no repeatable migrations");
}

void MigrationSource::write_new_file(const std::filesystem::path& file, std::string_view text) {
    const auto fail = [&](int reason, ExitCode exit_code) {
        throw MigrationError(file.string() +
                                 " cannot be written: " + std::generic_category().message(reason) +
                                 (reason == ENOENT ? "; make the folder, or 'varve init'" : ""),
                             exit_code);
    };
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0) fail(errno, ExitCode::usage);
    const bool written =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(descriptor) == 0;
    const int reason = errno;
    ::close(descriptor);
    if (written) return;
    ::unlink(file.c_str());
    fail(reason, ExitCode::failed);
}

} // namespace varve
