#pragma once

#include <memory>
#include <openssl/evp.h>
#include <string>
#include <string_view>
#include <vector>

/// What a program must do with migration files at the least: open, read and hash each in order.
namespace varve::floor {

struct Migration {
    std::string version, name;
    std::string checksum;                ///< SHA-256 of the file, in hexadecimal
    std::vector<std::string> statements; ///< of its up; empty where they were not asked for
    std::string down;                    ///< likewise
};

enum class Keep { checksums, statements, statements_and_down };

class Sha256 {
public:
    std::string hexadecimal(std::string_view text);

private:
    std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm_{
        EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free};
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_{EVP_MD_CTX_new(),
                                                                     &EVP_MD_CTX_free};
};

/// All *.sql files of a folder, in the order of their names. Throws std::runtime_error.
std::vector<Migration> read_migrations(const std::string& directory, Keep keep);

/// A row of the tracking table.
struct Applied {
    std::string_view version, checksum;
};

/// Compares what is applied, in order, with the files: throws where they differ or one is pending.
class Comparison {
public:
    explicit Comparison(const std::vector<Migration>& migrations) : migrations_(&migrations) {}
    void next(const Applied& applied);
    void finish() const;

private:
    const std::vector<Migration>* migrations_;
    std::size_t next_ = 0;
};

/// The two things that a floor does, by its command line: run|nothing DIR URL.
struct Floor {
    void (*run)(const std::vector<Migration>& migrations, const std::string& url);
    void (*nothing)(const std::vector<Migration>& migrations, const std::string& url);
    Keep run_needs = Keep::statements;
};
int main_of(const Floor& floor, int argc, char** argv);

} // namespace varve::floor
