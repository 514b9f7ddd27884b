#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The rows that are inserted and read: of seven types, the same ones every time.
namespace varve::rows {

inline constexpr std::string_view table =
    "CREATE TABLE bench_rows (id BIGINT PRIMARY KEY, quantity INT NOT NULL, "
    "name VARCHAR(200) NOT NULL, amount DECIMAL(12,2) NOT NULL, created DATETIME(6) NOT NULL, "
    "active BOOL NOT NULL, note TEXT)";
inline constexpr std::string_view insert =
    "INSERT INTO bench_rows (id, quantity, name, amount, created, active, note) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)";
inline constexpr std::string_view select =
    "SELECT id, quantity, name, amount, created, active, note FROM bench_rows";
inline constexpr std::size_t width = 7;

/// A time in January 2026, in parts that are cheap to make into whatever a program holds it as.
struct Moment {
    unsigned day = 1, hour = 0, minute = 0, second = 0, microsecond = 0;
};

struct Row {
    std::int64_t id = 0;
    std::int32_t quantity = 0;
    std::string_view name, amount;
    Moment created;
    bool active = false;
    std::optional<std::string_view> note;
};

/// Makes one row after the other.
class Maker {
public:
    explicit Maker(std::int64_t count) : count_(count) {}
    /// Null after the last; the texts are valid until the next.
    const Row* next();

private:
    std::int64_t count_;
    Row row_;
    std::array<char, 64> name_, amount_;
};

/// What is seen of all rows, so that none is left unread: every cell counts.
class Digest {
public:
    void add(std::int64_t whole) noexcept { sum_ = sum_ * 31 + static_cast<std::uint64_t>(whole); }
    void add(std::string_view text) noexcept {
        add(static_cast<std::int64_t>(text.size()));
        if (!text.empty()) add(std::int64_t{text.back()});
    }
    void add_null() noexcept { add(std::int64_t{-1}); }
    std::uint64_t value() const noexcept { return sum_; }

private:
    std::uint64_t sum_ = 0;
};

/// The two things that a program does with rows, by its command line: "insert COUNT URL", "read
/// DIGEST URL", with a digest that "digest COUNT" prints.
struct Program {
    void (*insert)(std::int64_t count, const std::string& url);
    std::uint64_t (*read)(const std::string& url);
};
int main_of(const Program& program, int argc, char** argv);

} // namespace varve::rows
