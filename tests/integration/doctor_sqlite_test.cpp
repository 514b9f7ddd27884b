#include "doctor.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <fstream>

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace varve::test;

namespace {

boost::test_tools::assertion_result as_root(boost::unit_test::test_unit_id) {
    boost::test_tools::assertion_result result(::geteuid() == 0);
    result.message() << "only root can mount a small file system, and be another user";
    return result;
}

/// A small file system of its own.
class SmallDisk {
public:
    explicit SmallDisk(std::filesystem::path folder) : folder_(std::move(folder)) {
        std::filesystem::create_directory(folder_);
        BOOST_TEST_REQUIRE(::mount("none", folder_.c_str(), "tmpfs", 0, "size=4m,mode=0755") == 0);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() { ::umount(folder_.c_str()); }
    void make_read_only() const {
        BOOST_TEST_REQUIRE(
            ::mount("none", folder_.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0);
    }
    void fill(const std::string& name) const {
        std::ofstream file(folder_ / name);
        const std::string block(4096, 'x');
        while (file << block << std::flush) continue;
    }

private:
    std::filesystem::path folder_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(doctor)

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there) {
    const Ward ward("sqlite:no such folder/app.db");
    ward.cure({"problem", "file", "cannot be written: No such file or directory"});
}

BOOST_AUTO_TEST_CASE(a_url_for_reading_only) {
    const Ward made("sqlite:app.db");
    require_exit(made.varve({"run"}), 0);
    const Ward ward("sqlite:" + (made.project() / "app.db").string() + "?mode=ro");
    ward.cure({"problem", "file", "the URL opens the database for reading only"});
}

BOOST_AUTO_TEST_CASE(a_disk_that_is_full, *boost::unit_test::precondition(as_root)) {
    const Ward ward("sqlite:disk/app.db");
    const SmallDisk disk(ward.project() / "disk");
    require_exit(ward.varve({"run"}), 0);
    disk.fill("log");
    ward.cure({"problem", "space", "only 0 KiB are free in "}, [&](const Finding& finding) {
        const Outcome what = ward.shell(finding.command);
        BOOST_TEST(says(what, "disk/log"));
        std::filesystem::remove(ward.project() / "disk/log");
    });
}

BOOST_AUTO_TEST_CASE(a_disk_without_room_for_a_table_twice,
                     *boost::unit_test::precondition(as_root)) {
    const auto database = sqlite_database();
    const Ward ward("sqlite:disk/app.db");
    const SmallDisk disk(ward.project() / "disk");
    ward.project().migration("20260102000000_fill",
                             "-- varve:up\nINSERT INTO stones SELECT zeroblob(2500000);\n");
    require_exit(ward.varve({"run"}), 0);
    const auto found = findings_of(ward.varve({"doctor"}));
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0].severity == "warning");
    BOOST_TEST(found[0].text.find(", and the database has 2 MiB") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_system_that_is_read_only, *boost::unit_test::precondition(as_root)) {
    const Ward ward("sqlite:disk/app.db");
    const SmallDisk disk(ward.project() / "disk");
    require_exit(ward.varve({"run"}), 0);
    disk.make_read_only();
    ward.cure({"problem", "file", "cannot be written: Read-only file system"});
}

BOOST_AUTO_TEST_CASE(files_of_another_user, *boost::unit_test::precondition(as_root)) {
    struct Case {
        const char *path, *text;
        mode_t mode;
    };
    for (const Case& c :
         {Case{"data/app.db", "the database file ", 0644}, Case{"data", "the folder ", 0755}})
        BOOST_TEST_CONTEXT(c.path) {
            const Ward owner("sqlite:data/app.db");
            std::filesystem::create_directory(owner.project() / "data");
            require_exit(owner.varve({"run"}), 0);
            for (const char* const path : {"", "data"})
                ::chmod((owner.project() / path).c_str(), 0777);
            ::chmod((owner.project() / "data/app.db").c_str(), 0666);
            ::chmod((owner.project() / c.path).c_str(), c.mode);
            const auto as_other = [&](const std::string& line) {
                return owner.shell("setpriv --reuid=65534 --regid=65534 --clear-groups " + line);
            };
            const Outcome ill = as_other("varve doctor");
            require_exit(ill, 1);
            const auto found = findings_of(ill);
            BOOST_TEST_REQUIRE(!found.empty());
            BOOST_TEST(found[0].subject == "file");
            BOOST_TEST(found[0].text.find(c.text) != std::string::npos);
            require_exit(owner.shell(found[0].command), 0);
            require_exit(as_other("varve doctor"), 0);
        }
}

BOOST_AUTO_TEST_CASE(a_file_that_another_process_has_locked) {
    for (const bool reading_too : {false, true}) {
        BOOST_TEST_CONTEXT((reading_too ? "for all" : "for writers")) {
            const Ward ward("sqlite:app.db?busy_timeout=100");
            require_exit(ward.varve({"run"}), 0);
            const std::string begin = reading_too ? "BEGIN EXCLUSIVE;\n" : "BEGIN IMMEDIATE;\n";
            Process other({.arguments = {"sqlite3", (ward.project() / "app.db").string()},
                           .input = begin + ".print locked\n",
                           .interactive = true});
            BOOST_TEST_REQUIRE(other.wait_for("locked", std::chrono::seconds(10)));
            const std::string pid = std::to_string(other.pid());
            if (reading_too)
                ward.cure({"problem", "connection",
                           "the process " + pid + " (sqlite3) has it locked", 7});
            else
                ward.cure({"warning", "users", "the process " + pid + " (sqlite3) is writing"});
            BOOST_TEST((other.wait().signal == SIGTERM), other.wait().description());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_damaged) {
    for (const std::string damaged : {"stones_weight", "stones"}) {
        BOOST_TEST_CONTEXT(damaged) {
            const Ward ward("sqlite:app.db");
            ward.project().migration(
                "20260102000000_fill",
                "-- varve:up\nINSERT INTO stones WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                "SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n;\n"
                "CREATE INDEX stones_weight ON stones (weight);\n");
            require_exit(ward.varve({"run"}), 0);
            const std::string page = ward.shell("sqlite3 app.db \"SELECT max(pageno) FROM dbstat "
                                                "WHERE name = '" +
                                                damaged + "' AND pagetype = 'leaf'\"")
                                         .output;
            const auto file = ward.project() / "app.db";
            std::string bytes = read_file(file);
            bytes.replace((std::stoul(page) - 1) * 4096, 4096, std::string(4096, '\x55'));
            write_file(file, bytes);
            ward.cure({"problem", "integrity", "the file is damaged: "});
            require_exit(ward.varve({"status", "--check"}), 0);
            const std::string count =
                ward.shell("sqlite3 app.db 'SELECT count(*) FROM stones'").output;
            BOOST_TEST((count == "5000\n") == (damaged == "stones_weight"));
            BOOST_TEST(std::stoi(count) > 4000);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_big_file_is_not_read) {
    const Ward ward("sqlite:app.db");
    require_exit(ward.varve({"run"}), 0);
    std::filesystem::resize_file(ward.project() / "app.db", 1100U << 20U);
    const Outcome outcome = ward.varve({"doctor"});
    require_exit(outcome, 0);
    BOOST_TEST(says(outcome, "integrity      not checked: to read all of 1100 MiB"));
}

BOOST_AUTO_TEST_CASE(a_file_of_another_user_that_only_he_may_read,
                     *boost::unit_test::precondition(as_root)) {
    const Ward owner("sqlite:app.db");
    require_exit(owner.varve({"run"}), 0);
    ::chmod(owner.project().path().c_str(), 0777);
    ::chmod((owner.project() / "app.db").c_str(), 0600);
    const std::string doctor = "setpriv --reuid=65534 --regid=65534 --clear-groups varve doctor";
    const Outcome ill = owner.shell(doctor);
    require_exit(ill, 7);
    const auto found = findings_of(ill);
    BOOST_TEST_REQUIRE(!found.empty());
    BOOST_TEST(found[0].subject == "connection");
    require_exit(owner.shell(found[0].command), 0);
    require_exit(owner.shell(doctor), 0);
}

BOOST_AUTO_TEST_CASE(rows_that_refer_to_none) {
    const auto database = sqlite_database();
    const Ward ward(database->url());
    database->execute("CREATE TABLE a (id INTEGER PRIMARY KEY)");
    database->execute("CREATE TABLE b (a INTEGER REFERENCES a)");
    database->execute("INSERT INTO b VALUES (7)");
    ward.cure({"warning", "integrity", "rows of the table b refer to rows that are not there", 0},
              [&](const Finding& finding) {
                  BOOST_TEST(database->rows(finding.sql) == "b|1|a|0\n");
                  database->execute("DELETE FROM b");
              });
}

BOOST_AUTO_TEST_SUITE_END()
