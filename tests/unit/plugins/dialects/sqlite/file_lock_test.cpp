#include "plugins/dialects/sqlite/file_lock.hpp"

#include "sample.hpp"
#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <fcntl.h>
#include <functional>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace varve;
using sqlite::make_file_lock;
namespace fs = std::filesystem;

namespace {

LockRequest request(const char* holder, const char* history = "varve_history") {
    return {.name_space = {}, .table = "varve_lock", .history = history, .holder = holder};
}

/// A database and its folder.
struct Fixture {
    test::TempDir folder;
    fs::path database = folder.write("a.db", "");
    fs::path file = folder / "a.db.varve-lock";

    std::unique_ptr<MigrationLock> lock(const char* holder) {
        return make_file_lock(database, request(holder));
    }
};

/// Another process: does its work, says so by a byte, and waits until it is killed.
class Child {
public:
    explicit Child(const std::function<bool()>& work) {
        int ends[2];
        BOOST_REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
        pid_ = ::fork();
        if (pid_ == 0) {
            const char result = work() ? 'y' : 'n';
            if (::write(ends[1], &result, 1) == 1)
                for (;;) ::pause();
            ::_exit(1);
        }
        ::close(ends[1]);
        if (::read(ends[0], &result_, 1) != 1) result_ = '?';
        ::close(ends[0]);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() { kill(); }

    bool worked() const { return result_ == 'y'; }
    void kill() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = 0;
    }

private:
    pid_t pid_ = 0;
    char result_ = '?';
};

} // namespace

BOOST_AUTO_TEST_SUITE(sqlite_file_lock)

BOOST_FIXTURE_TEST_CASE(lets_in_one_at_a_time_and_leaves_nothing_behind, Fixture) {
    const auto first = lock("alice");
    const auto second = lock("bob");
    BOOST_TEST(first->try_acquire());
    BOOST_TEST(!second->try_acquire());
    BOOST_TEST_REQUIRE(second->holder().has_value());
    BOOST_TEST(second->holder()->who == "alice");
    BOOST_TEST(second->holder()->since.ends_with("Z"));
    first->release();
    BOOST_TEST(!fs::exists(file));
    BOOST_TEST(!second->holder().has_value());
    BOOST_TEST(second->try_acquire());
    second->release();
    BOOST_TEST(!fs::exists(file));
}

BOOST_FIXTURE_TEST_CASE(is_held_against_other_processes, Fixture) {
    const Child child([&] { return lock("child")->try_acquire(); });
    BOOST_TEST(child.worked()); // its lock object is gone again
    const auto ours = lock("parent");
    BOOST_TEST(ours->try_acquire());
    const Child refused([&] { return !lock("child")->try_acquire(); });
    BOOST_TEST(refused.worked());
}

BOOST_FIXTURE_TEST_CASE(ends_with_the_process_that_holds_it, Fixture) {
    std::unique_ptr<MigrationLock> theirs;
    Child child([&] {
        theirs = lock("child");
        return theirs->try_acquire();
    });
    const auto ours = lock("parent");
    BOOST_TEST(!ours->try_acquire());
    BOOST_TEST(ours->holder()->who == "child");
    child.kill();
    BOOST_TEST(fs::exists(file)); // nobody could remove it
    BOOST_TEST(!ours->holder().has_value());
    BOOST_TEST(ours->try_acquire());
    BOOST_TEST(ours->holder()->who == "parent");
    ours->release();
    BOOST_TEST(!fs::exists(file));
}

BOOST_FIXTURE_TEST_CASE(tells_its_holder_that_it_was_broken, Fixture) {
    const auto first = lock("alice");
    const auto second = lock("bob");
    BOOST_TEST(!second->break_lock());
    BOOST_TEST(first->try_acquire());
    BOOST_CHECK_NO_THROW(first->verify());
    BOOST_TEST(second->break_lock());
    BOOST_CHECK_THROW(first->verify(), LockLost);
    BOOST_TEST(second->try_acquire());
    first->release(); // not the file of the one who has it now
    BOOST_CHECK_NO_THROW(second->verify());
    second->release();
    BOOST_CHECK_THROW(second->verify(), LockLost);
}

BOOST_FIXTURE_TEST_CASE(breaking_takes_away_what_a_killed_run_left, Fixture) {
    folder.write("a.db.varve-lock", "somebody\n");
    BOOST_TEST(!lock("alice")->break_lock());
    BOOST_TEST(!fs::exists(file));
}

BOOST_FIXTURE_TEST_CASE(takes_no_harm_from_somebody_who_looks, Fixture) {
    folder.write("a.db.varve-lock", "");
    const int looking = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    ::flock(looking, LOCK_SH);
    const auto ours = lock("alice");
    BOOST_TEST(!ours->try_acquire());
    ::close(looking);
    BOOST_TEST(ours->try_acquire());
}

BOOST_FIXTURE_TEST_CASE(keeps_apart_histories_but_not_names_of_one_file, Fixture) {
    const auto first = lock("alice");
    const auto other = make_file_lock(database, request("bob", "other/history"));
    BOOST_TEST(first->try_acquire());
    BOOST_TEST(other->try_acquire());
    other->release();
    first->release();

    fs::create_symlink("a.db", folder / "link.db");
    const ConnectRequest by_link{.url = Url::parse("sqlite://" + (folder / "link.db").string())};
    const ConnectRequest by_name{.url = Url::parse("sqlite://" + database.string())};
    const sqlite::SqliteDriver driver;
    const auto one = driver.connect(by_link);
    const auto two = driver.connect(by_name);
    const auto lock_one = driver.migration_lock(*one, by_link, request("alice"));
    const auto lock_two = driver.migration_lock(*two, by_name, request("bob"));
    BOOST_TEST(lock_one->try_acquire());
    BOOST_TEST(!lock_two->try_acquire());
    BOOST_TEST(fs::exists(file));
}

BOOST_FIXTURE_TEST_CASE(leaves_the_locks_of_sqlite_alone, Fixture) {
    const std::string url = "sqlite://" + database.string() + "?busy_timeout=0";
    const auto writer = sqlite::test::connect(url);
    writer->execute("BEGIN EXCLUSIVE");
    const auto ours = lock("alice");
    BOOST_TEST(ours->try_acquire());
    ours->release();
    const Child child([&] {
        try {
            sqlite::test::connect(url)->execute("CREATE TABLE a (b)");
        } catch (const DatabaseError&) {
            return true;
        }
        return false;
    });
    BOOST_TEST(child.worked());
}

BOOST_FIXTURE_TEST_CASE(says_so_where_it_cannot_make_its_file, Fixture) {
    const bool as_root = ::geteuid() == 0;
    fs::permissions(folder.path(), fs::perms{0555});
    // Root may write anywhere, so that it has to become somebody else.
    const Child refused([&] {
        if (as_root && ::setuid(65'534) != 0) return false;
        try {
            lock("nobody")->try_acquire();
        } catch (const DatabaseError& error) {
            return error.kind() == DatabaseError::Kind::permission &&
                   std::string(error.what()).find(file.string()) != std::string::npos;
        }
        return false;
    });
    BOOST_TEST(refused.worked());
}

BOOST_AUTO_TEST_CASE(a_database_in_memory_needs_none) {
    const ConnectRequest memory{.url = Url::parse("sqlite::memory:")};
    const sqlite::SqliteDriver driver;
    const auto connection = driver.connect(memory);
    const auto lock = driver.migration_lock(*connection, memory, request("alice"));
    BOOST_TEST(lock->try_acquire());
    BOOST_CHECK_NO_THROW(lock->verify());
    BOOST_TEST(!lock->holder().has_value());
    BOOST_TEST(!lock->break_lock());
}

BOOST_AUTO_TEST_SUITE_END()
