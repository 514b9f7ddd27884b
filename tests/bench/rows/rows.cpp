#include "rows.hpp"

#include <charconv>
#include <cstdio>
#include <stdexcept>

namespace varve::rows {

namespace {

constexpr std::string_view longest_note =
    "delivered to the neighbour across the road; ring twice, and mind the dog";

std::string_view with_number(std::array<char, 64>& place, std::string_view before,
                             std::int64_t number, std::string_view behind) {
    char* end = place.data() + before.copy(place.data(), before.size());
    end = std::to_chars(end, place.data() + place.size(), number).ptr;
    end += behind.copy(end, behind.size());
    return {place.data(), end};
}

std::uint64_t digest_of(std::int64_t count) {
    Maker maker(count);
    Digest digest;
    while (const Row* const row = maker.next()) {
        digest.add(row->id);
        digest.add(std::int64_t{row->quantity});
        digest.add(row->name);
        digest.add(row->amount);
        digest.add(std::int64_t{row->created.microsecond});
        digest.add(std::int64_t{row->active});
        if (row->note)
            digest.add(*row->note);
        else
            digest.add_null();
    }
    return digest.value();
}

template <class T> T number_in(std::string_view text) {
    T number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        throw std::runtime_error("not a number: " + std::string(text));
    return number;
}

void do_as_told(const Program& program, std::string_view mode, char** arguments) {
    if (mode == "digest") {
        std::printf("%llu\n", static_cast<unsigned long long>(
                                  digest_of(number_in<std::int64_t>(arguments[0]))));
    } else if (mode == "insert") {
        program.insert(number_in<std::int64_t>(arguments[0]), arguments[1]);
    } else if (program.read(arguments[1]) != number_in<std::uint64_t>(arguments[0])) {
        throw std::runtime_error("other rows were read than were inserted");
    }
}

} // namespace

const Row* Maker::next() {
    if (row_.id == count_) return nullptr;
    const auto number = static_cast<unsigned>(++row_.id);
    row_.quantity = static_cast<std::int32_t>(number % 1000) - 500;
    row_.name = with_number(name_, "customer no. ", number, ", of the first days");
    row_.amount = with_number(amount_, "", number, ".50");
    row_.created = {1 + number % 31, number % 24, number % 60, number * 7 % 60, number % 1'000'000};
    row_.active = number % 2 == 0;
    row_.note.reset();
    if (number % 3 != 0) row_.note = longest_note.substr(number % 32);
    return &row_;
}

int main_of(const Program& program, int argc, char** argv) {
    const std::string_view mode = argc > 1 ? argv[1] : "";
    const bool valid =
        (mode == "digest" && argc == 3) || ((mode == "insert" || mode == "read") && argc == 4);
    if (!valid) {
        std::fprintf(stderr, "usage: %s insert COUNT URL | read DIGEST URL | digest COUNT\n",
                     argv[0]);
        return 2;
    }
    try {
        do_as_told(program, mode, argv + 2);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: %s\n", argv[0], error.what());
        return 1;
    }
}

} // namespace varve::rows
