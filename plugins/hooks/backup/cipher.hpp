#pragma once

#include "options.hpp"

#include <filesystem>
#include <functional>

namespace varve::backup {

/// ConfigError with what to install where the program that encrypts is missing.
void require_program(Encryption encryption);

/// Puts an encrypted file in the place of every file below `folder`. Error with the program's own
/// words where that fails.
void encrypt_all(const Options& options, const std::filesystem::path& folder,
                 const std::function<void()>& tick);

/// Writes the decrypted files below `from` to `to`, which is empty and private.
void decrypt_all(Encryption encryption, const Options& options, const std::filesystem::path& from,
                 const std::filesystem::path& to, const std::function<void()>& tick);

} // namespace varve::backup
