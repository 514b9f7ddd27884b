// A database of a gigabyte: the program's memory does not grow with it.
#include "support/database.hpp"
#include "support/mysql.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

constexpr long most_memory_kib = 200L * 1024; // of varve or of any program that it starts

/// A gigabyte, in rows of 16 MB or of 16 kB.
void fill(const Database& database) {
    if (database.kind() == "sqlite")
        return database.execute(
            "CREATE TABLE big (id INTEGER PRIMARY KEY, b BLOB); INSERT INTO big (b) WITH RECURSIVE "
            "c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 64) SELECT "
            "randomblob(16000000) FROM c");
    if (database.kind() == "postgresql")
        return database.execute(
            "CREATE TABLE big (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b text); ALTER "
            "TABLE big ALTER b SET STORAGE EXTERNAL; INSERT INTO big (b) SELECT "
            "repeat(md5(g::text), 500) FROM generate_series(1, 62500) g");
    database.execute("CREATE TABLE big (id BIGINT AUTO_INCREMENT PRIMARY KEY, b LONGTEXT)");
    database.execute("INSERT INTO big (b) SELECT REPEAT(MD5(seq), 500) FROM seq_1_to_62500");
}

} // namespace

BOOST_AUTO_TEST_SUITE(backup_size)

BOOST_AUTO_TEST_CASE(a_gigabyte_is_backed_up_and_restored_in_bounded_memory) {
    for_all_databases([](const Database& database) {
        if (database.kind() == "mysql") return; // mariadb-dump does not know so old a one
        BOOST_TEST_CONTEXT(database.kind()) {
            fill(database);
            Project project;
            project.url = database.url();
            Command backup = project.command(
                {"backup", "--verify", "full", "--out", (project / "backups").string()});
            backup.timeout = std::chrono::minutes(15);
            const Outcome made = run(backup);
            require_exit(made, 0);
            BOOST_TEST(made.max_rss_kib < most_memory_kib, made.max_rss_kib);
            BOOST_TEST_MESSAGE(database.kind() << ": backup " << made.wall.count() << " ms, "
                                               << made.max_rss_kib << " KiB");
            const auto folder =
                std::filesystem::directory_iterator(project / "backups")->path().string();
            Command restore =
                project.command({"restore", "--from", folder, "--exclusive", "--yes"});
            restore.timeout = std::chrono::minutes(15);
            const Outcome restored = run(restore);
            require_exit(restored, 0);
            BOOST_TEST(restored.max_rss_kib < most_memory_kib, restored.max_rss_kib);
            BOOST_TEST_MESSAGE(database.kind() << ": restore " << restored.wall.count() << " ms, "
                                               << restored.max_rss_kib << " KiB");
        }
    });
}

BOOST_AUTO_TEST_SUITE_END()
