#include "sides.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <malloc.h>

// Seen by name from without, for callgrind to count what happens in them, so not inlined.
extern "C" {
[[gnu::noinline]] std::size_t work_select(bench::Side& side) {
    return side.select().size();
}
[[gnu::noinline]] std::size_t work_lookup(bench::Side& side) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < bench::lookup_count; ++i)
        found += side.find(static_cast<std::int64_t>(i * 7 % bench::row_count + 1)) ? 1 : 0;
    return found;
}
[[gnu::noinline]] void work_insert(bench::Side& side, std::vector<bench::Stone>& stones) {
    side.insert_all(stones);
}
[[gnu::noinline]] void work_few(bench::Side& side, std::vector<bench::Stone>& stones) {
    const std::span<bench::Stone> all(stones);
    for (std::size_t at = 0; at < all.size(); at += bench::rows_of_few)
        side.insert_all(all.subspan(at, std::min(bench::rows_of_few, all.size() - at)));
}
}

namespace bench {

namespace {

class Varve final : public Side {
public:
    explicit Varve(const std::string& url)
        : connection_(connect(url)), session_(*connection_), stones_(session_) {}

    void empty() override { connection_->execute("TRUNCATE bench_stones"); }
    void insert_all(std::span<Stone> stones) override { stones_.insert_all(stones); }
    std::vector<Stone> select() override { return stones_.find_all(); }
    std::optional<Stone> find(std::int64_t id) override { return stones_.find(id); }

private:
    std::unique_ptr<varve::Connection> connection_;
    varve::Session session_;
    varve::Repository<Stone> stones_;
};

void do_work(Side& side, std::string_view work, std::vector<Stone>& stones) {
    if (work == "select")
        check(work_select(side) == row_count);
    else if (work == "lookup")
        check(work_lookup(side) == lookup_count);
    else if (work == "insert")
        work_insert(side, stones);
    else
        work_few(side, stones);
}

// What inserts begins with an empty table, all else with a full one.
void prepare(Side& side, std::string_view work) {
    if (work == "insert" || work == "few") side.empty();
}
void fill(Side& side, std::string_view work, std::vector<Stone>& stones) {
    if (work == "select" || work == "lookup") side.insert_all(stones);
}

/// Of the program, its system calls included; in milliseconds.
double processor_time() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double measured(Side& side, std::string_view work, std::vector<Stone>& stones) {
    prepare(side, work);
    const double start = processor_time();
    do_work(side, work, stones);
    return processor_time() - start;
}

// One after the other, again and again, so that both have the machine as it is; the least of each
// is what it costs when nobody is in the way.
void print_times(const std::string& url, std::string_view work, int pairs) {
    const std::unique_ptr<Side> floor = make_floor(url), varve = make_varve(url);
    std::vector<Stone> all = stones(row_count);
    fill(*floor, work, all);
    double least_of_floor = HUGE_VAL, least_of_varve = HUGE_VAL;
    for (int i = 0; i < pairs; ++i) {
        least_of_floor = std::min(least_of_floor, measured(*floor, work, all));
        least_of_varve = std::min(least_of_varve, measured(*varve, work, all));
    }
    std::printf("%.2f %.2f\n", least_of_floor, least_of_varve);
}

/// How many round trips each work takes when it is done for the second time.
std::vector<std::size_t> trips_of(Side& side, const CountTrips& trips) {
    std::vector<Stone> all = stones(10'000);
    std::vector<std::size_t> counted;
    const auto count = [&](auto work) {
        work();
        trips();
        work();
        counted.push_back(trips());
    };
    for (const std::size_t rows : {1UL, rows_of_few, all.size()}) {
        side.empty();
        const std::span<Stone> some = std::span(all).first(rows);
        count([&, round = 0]() mutable {
            if (round++ > 0) side.empty();
            trips();
            side.insert_all(some);
        });
    }
    count([&] { check(side.find(1).has_value()); });
    count([&] { check(side.select().size() == all.size()); });
    side.empty();
    return counted;
}

bool print_trips(const std::string& url) {
    std::vector<std::vector<std::size_t>> counted;
    using Made = std::unique_ptr<Side> (*)(const std::string&);
    for (const Made make : {&make_floor, &make_varve}) {
        server.with_proxy(url, [&](const std::string& proxy, const CountTrips& trips) {
            counted.push_back(trips_of(*make(proxy), trips));
        });
        for (const std::size_t trips : counted.back()) std::printf("%zu ", trips);
        std::puts("");
    }
    return counted.front() == counted.back();
}

// Each is measured twice, and counts the second time.
void print_peers(const std::string& url) {
    std::vector<Stone> all = stones(row_count);
    for (const Peer& peer : server.peers) {
        const std::unique_ptr<Side> side = peer.make(url);
        for (const char* const work : {"insert", "select", "lookup"}) {
            measured(*side, work, all);
            std::printf("%s %s %.1f\n", peer.name, work, measured(*side, work, all));
        }
        side->empty();
    }
}

void print_stream(const std::string& url, std::int64_t count) {
    const auto connection = connect(url);
    varve::Session session(*connection);
    std::printf("%ld\n", memory_of_stream(session, server.generated, count));
}

// For callgrind: whose work it is, and which.
void run_one(const std::string& url, std::string_view whose, std::string_view work) {
    const std::unique_ptr<Side> floor = make_floor(url), varve = make_varve(url);
    std::vector<Stone> all = stones(row_count);
    fill(*floor, work, all);
    do_work(whose == "floor" ? *floor : *varve, work, all);
}

} // namespace

std::unique_ptr<Side> make_varve(const std::string& url) {
    return std::make_unique<Varve>(url);
}

namespace {

// The table is there for others until the input ends.
void hold() {
    std::puts("ready");
    std::fflush(stdout);
    while (std::getchar() != EOF) {}
}

/// The table, as long as it is needed.
class Table {
public:
    explicit Table(const std::string& url) : connection_(connect(url)) {
        drop();
        connection_->execute(server.table);
    }
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;
    ~Table() { drop(); }

private:
    void drop() { connection_->execute("DROP TABLE IF EXISTS bench_stones"); }
    std::unique_ptr<varve::Connection> connection_;
};

} // namespace

int main_of(int argc, char** argv) {
    if (argc < 3) return 2;
    const std::string_view mode = argv[1];
    const std::string url = argv[2];
    // What is freed is not given back to the system, which would cost whoever frees last.
    ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
    ::mallopt(M_MMAP_THRESHOLD, 1 << 30);
    const Table table(url);
    if (mode == "trips" && argc == 3) return print_trips(url) ? 0 : 1;
    if (argc == 3 && mode == "peers")
        print_peers(url);
    else if (argc == 3 && mode == "hold")
        hold();
    else if (argc == 4 && mode == "stream")
        print_stream(url, std::atoll(argv[3]));
    else if (argc == 5 && mode == "times")
        print_times(url, argv[3], std::atoi(argv[4]));
    else if (argc == 4 && (mode == "floor" || mode == "varve"))
        run_one(url, mode, argv[3]);
    else
        return 2;
    return 0;
}

} // namespace bench
