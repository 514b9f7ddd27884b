#include "pair.hpp"

#include "support/temp_dir.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace varve::test {

namespace fs = std::filesystem;

namespace {

/// Puts the lines of a file where they belong.
class PairReader {
public:
    explicit PairReader(fs::path file) : file_(std::move(file)) {}

    std::vector<Pair> read() {
        std::istringstream lines(read_file(file_));
        for (std::string line; std::getline(lines, line);) {
            ++line_;
            if (!is_begin(line) && !is_part(line) && !is_fact(line)) add(line);
        }
        return std::move(pairs_);
    }

private:
    bool is_begin(std::string_view line) {
        constexpr std::string_view begin = "-- pair: ";
        if (!line.starts_with(begin)) return false;
        pairs_.push_back({.place = file_.string() + ':' + std::to_string(line_),
                          .name = std::string(line.substr(begin.size()))});
        part_ = nullptr;
        return true;
    }

    bool is_part(std::string_view line) {
        if (pairs_.empty()) return false;
        if (line == "-- before")
            part_ = &Pair::before;
        else if (line == "-- rows")
            part_ = &Pair::rows;
        else if (line == "-- after")
            part_ = &Pair::after;
        else
            return false;
        return true;
    }

    bool is_fact(std::string_view line) {
        if (pairs_.empty() || part_ != nullptr || !line.starts_with("-- ")) return false;
        const std::size_t colon = line.find(": ");
        if (colon == std::string_view::npos) return false;
        const std::string_view key = line.substr(3, colon - 3);
        const std::string value(line.substr(colon + 2));
        Pair& pair = pairs_.back();
        if (key == "answer")
            pair.answers.push_back(value);
        else if (key == "same")
            pair.same.push_back(value);
        else if (key == "loses")
            pair.losses.insert(value);
        else if (key == "converted")
            pair.converted.insert(value);
        else if (key == "refused")
            pair.refused = value;
        else if (key == "fails")
            pair.fails = value;
        else if (key == "stuck")
            pair.stuck = value;
        else if (key == "careless")
            pair.careless = true;
        else
            return false;
        return true;
    }

    void add(const std::string& line) {
        if (part_ != nullptr) {
            pairs_.back().*part_ += line + '\n';
        } else if (!line.empty() && (!pairs_.empty() || !line.starts_with("--"))) {
            throw std::runtime_error(file_.string() + ':' + std::to_string(line_) +
                                     ": this belongs to no part of a pair: " + line);
        }
    }

    fs::path file_;
    std::size_t line_ = 0;
    std::vector<Pair> pairs_;
    std::string Pair::*part_ = nullptr;
};

std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> entries;
    if (!fs::is_directory(folder)) return entries;
    for (const auto& entry : fs::directory_iterator(folder)) entries.push_back(entry.path());
    std::ranges::sort(entries);
    return entries;
}

} // namespace

std::vector<Pair> read_pairs(const fs::path& file) {
    return PairReader(file).read();
}

std::vector<Pair> read_pairs_below(const fs::path& folder) {
    std::vector<Pair> pairs;
    for (const fs::path& file : entries_of(folder))
        if (file.extension() == ".sql")
            std::ranges::move(read_pairs(file), std::back_inserter(pairs));
    return pairs;
}

std::vector<Pair> read_cases(const fs::path& folder) {
    std::vector<Pair> pairs;
    for (const fs::path& one : entries_of(folder))
        if (fs::exists(one / "old.sql") && fs::exists(one / "new.sql"))
            pairs.push_back({.place = one.string(),
                             .name = one.filename().string(),
                             .before = read_file(one / "old.sql"),
                             .after = read_file(one / "new.sql"),
                             .careless = true});
    return pairs;
}

std::string text_of(const Pair& pair) {
    std::string text = "-- pair: " + pair.name + '\n';
    const auto facts = [&](const std::string& key, const auto& values) {
        for (const std::string& value : values) text.append("-- " + key + ": " + value + '\n');
    };
    facts("answer", pair.answers);
    facts("same", pair.same);
    facts("loses", pair.losses);
    facts("converted", pair.converted);
    if (pair.refused) text += "-- refused: " + *pair.refused + '\n';
    if (pair.fails) text += "-- fails: " + *pair.fails + '\n';
    if (pair.careless) text += "-- careless: yes\n";
    if (pair.stuck) text += "-- stuck: " + *pair.stuck + '\n';
    text += "-- before\n" + pair.before;
    if (!pair.rows.empty()) text += "-- rows\n" + pair.rows;
    return text + "-- after\n" + pair.after;
}

} // namespace varve::test
