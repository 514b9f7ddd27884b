#pragma once

#include "varve/db/scratch.hpp"

#include <filesystem>

namespace varve::sqlite {

/// A database file in a temporary folder of its own.
class FileScratch final : public Scratch {
public:
    /// DatabaseError where there can be no such folder.
    FileScratch();
    ~FileScratch() override;

    const Url& url() const noexcept override { return url_; }

private:
    std::filesystem::path folder_;
    Url url_;
};

} // namespace varve::sqlite
