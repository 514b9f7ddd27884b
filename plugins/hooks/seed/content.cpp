#include "content.hpp"

#include "program.hpp"

#include "varve/error.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <new>
#include <system_error>
#include <xxhash.h>

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

// Not a cryptographic one, which would cost more than to send the rows: nobody is kept out here.
class Sum {
public:
    Sum() : state_(XXH3_createState()) {
        if (!state_) throw std::bad_alloc();
        XXH3_128bits_reset(state_.get());
    }

    void add(std::string_view bytes) {
        XXH3_128bits_update(state_.get(), bytes.data(), bytes.size());
    }
    /// With its end, so that two texts are not the same as one.
    void add_text(const std::string& text) { add({text.c_str(), text.size() + 1}); }

    std::string digits() const {
        const XXH128_hash_t sum = XXH3_128bits_digest(state_.get());
        std::array<char, 33> text{};
        std::snprintf(text.data(), text.size(), "%016llx%016llx",
                      static_cast<unsigned long long>(sum.high64),
                      static_cast<unsigned long long>(sum.low64));
        return text.data();
    }

private:
    struct Free {
        void operator()(XXH3_state_t* state) const noexcept { XXH3_freeState(state); }
    };
    std::unique_ptr<XXH3_state_t, Free> state_;
};

} // namespace

Content::Content(const SeedFile& seed, const std::function<void()>& tick)
    : seed_(seed), path_(seed.path) {
    if (seed.format != Format::program) return;
    path_ = make_temporary_file();
    temporary_ = true;
    try {
        std::ofstream output(path_, std::ios::binary);
        run_seed(seed.path, output, tick);
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
