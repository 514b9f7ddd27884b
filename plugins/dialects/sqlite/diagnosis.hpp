#pragma once

#include "varve/db/driver.hpp"

#include <filesystem>
#include <vector>

/// What an expert in SQLite looks at when runs fail.
namespace varve::sqlite {

/// All of the below, in order.
std::vector<Check> all_checks();

/// Who may write the file and its folder.
std::vector<Diagnosis> check_file(Connection& connection, const CheckRequest& request);
/// The room where the file is, and where its journal and rebuilt tables go.
std::vector<Diagnosis> check_space(Connection& connection, const CheckRequest& request);
/// Which other programs have it locked.
std::vector<Diagnosis> check_users(Connection& connection, const CheckRequest& request);
std::vector<Diagnosis> check_integrity(Connection& connection, const CheckRequest& request);

/// Why the file was not opened.
Diagnosis explain_refusal(const DatabaseError& error, const ConnectRequest& request);

/// A process that has a lock on a file.
struct FileUser {
    int pid = 0; ///< 0 where the kernel does not tell
    std::string program = {};
};
/// As /proc/locks has it: those who keep others from writing, and not this process.
std::vector<FileUser> writers_of(const std::filesystem::path& database);

} // namespace varve::sqlite
