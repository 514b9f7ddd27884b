#include "content.hpp"

#include "program.hpp"

#include "varve/error.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sodium.h>
#include <system_error>

#include <unistd.h>

namespace varve::seed {

namespace {

std::filesystem::path make_temporary_file() {
    std::string name = (std::filesystem::temp_directory_path() / "varve-seed.XXXXXX").string();
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0)
        throw Error("no temporary file " + name +
                    " can be made: " + std::generic_category().message(errno));
    ::close(descriptor);
    return name;
}

class Sum {
public:
    Sum() { crypto_hash_sha256_init(&state_); }

    void add(std::string_view bytes) {
        crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size());
    }
    /// With its end, so that two texts are not the same as one.
    void add_text(const std::string& text) { add({text.c_str(), text.size() + 1}); }

    std::string digits() {
        std::array<unsigned char, crypto_hash_sha256_BYTES> sum{};
        crypto_hash_sha256_final(&state_, sum.data());
        std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text{};
        return sodium_bin2hex(text.data(), text.size(), sum.data(), sum.size());
    }

private:
    crypto_hash_sha256_state state_{};
};

} // namespace

Content::Content(const SeedFile& seed, const std::function<void()>& tick)
    : seed_(seed), path_(seed.path) {
    if (seed.format != Format::program) return;
    path_ = make_temporary_file();
    temporary_ = true;
    try {
        std::ofstream output(path_, std::ios::binary);
        run_program(seed.path, seed.path.parent_path(), output, tick);
    } catch (...) {
        ::unlink(path_.c_str());
        throw;
    }
}

Content::~Content() {
    if (temporary_) ::unlink(path_.c_str());
}

std::uint64_t Content::size() const {
    return std::filesystem::file_size(path_);
}

std::string Content::checksum() const {
    Sum sum;
    sum.add_text(seed_.table().shown());
    sum.add_text(std::to_string(static_cast<int>(seed_.settings.mode)));
    for (const std::string& column : seed_.settings.key) sum.add_text(column);
    sum.add_text({});
    std::ifstream input(path_, std::ios::binary);
    if (!input)
        throw Error(path_.string() + " cannot be read: " + std::generic_category().message(errno));
    std::string buffer(std::size_t{1} << 16U, '\0');
    while (input.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) ||
           input.gcount() > 0)
        sum.add({buffer.data(), static_cast<std::size_t>(input.gcount())});
    return "seed1:" + sum.digits();
}

} // namespace varve::seed
