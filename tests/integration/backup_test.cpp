// Backups of real databases: made, damaged, brought back.
#include "support/database.hpp"
#include "support/mysql.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"
#include "support/secret_watch.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <set>
#include <sstream>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace varve::test;
namespace fs = std::filesystem;

namespace {

constexpr auto sqlite_schema = R"(
CREATE TABLE odd (id INTEGER PRIMARY KEY AUTOINCREMENT, r REAL, t TEXT COLLATE NOCASE, b BLOB, any_thing);
INSERT INTO odd (r, t, b, any_thing) VALUES (0.1, 'é' || char(10), x'0001ff00', 9223372036854775807),
  (-1e300, '', zeroblob(100000), x''), (NULL, NULL, NULL, 'text');
CREATE TABLE keyed (k TEXT PRIMARY KEY, g INT GENERATED ALWAYS AS (length(k)) STORED) WITHOUT ROWID;
INSERT INTO keyed (k) WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 5000) SELECT 'k' || i FROM c;
CREATE INDEX by_length ON keyed (g) WHERE g > 2;
CREATE TABLE "o dd" (x);
CREATE TABLE told (what);
CREATE VIEW seen AS SELECT id, t FROM odd WHERE r IS NOT NULL;
CREATE TRIGGER tells AFTER INSERT ON odd BEGIN INSERT INTO told VALUES (new.id); END;
)";

constexpr auto postgresql_schema = R"(
CREATE SCHEMA "o dd";
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TABLE odd (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n numeric, f float8, t text, b bytea,
  j jsonb, a int[], r int4range, u uuid, i interval, z timestamptz, m mood, p positive, pt point, tv tsvector,
  bits bit varying(9), net inet);
INSERT INTO odd (n, f, t, b, j, a, r, u, i, z, m, p, pt, tv, bits, net) VALUES
  ('NaN', 'Infinity', E'é\n\t\\', '\x0001ff00', '{"a": [1, null]}', '{{1,NULL},{3,4}}', '[1,5)',
   'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '1 mon -3 days 00:00:00.5', 'infinity', 'glad', 7, '(1,2)', 'a:1 b:2', B'101', '10.0.0.0/8'),
  (12345678901234567890.123456789, 0.1, '', '', 'null', '{}', 'empty', NULL, NULL, '2026-01-01 00:00:00.123456+02', NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE "o dd"."Big" (k text PRIMARY KEY, l int GENERATED ALWAYS AS (length(k)) STORED);
INSERT INTO "o dd"."Big" SELECT 'k' || g FROM generate_series(1, 5000) g;
CREATE INDEX by_length ON "o dd"."Big" (l) WHERE l > 2;
CREATE TABLE parts (day date, v int) PARTITION BY RANGE (day);
CREATE TABLE parts_2026 PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO parts VALUES ('2026-05-05', 1);
CREATE SEQUENCE tickets START 100 INCREMENT 5 CYCLE;
SELECT nextval('tickets'), nextval('tickets');
CREATE TABLE told (what bigint);
CREATE VIEW seen AS SELECT id, t FROM odd WHERE f > 1;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM "o dd"."Big";
CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO told VALUES (new.id); RETURN new; END$$;
CREATE TRIGGER tells AFTER INSERT ON odd FOR EACH ROW EXECUTE FUNCTION tell();
ALTER TABLE odd ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON odd USING (id > 0);
COMMENT ON TABLE odd IS 'what is odd';
GRANT SELECT ON odd TO PUBLIC;
SELECT lo_from_bytea(4711, '\x00ff');
)";

constexpr auto mysql_schema = R"(
CREATE TABLE odd (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, n DECIMAL(40, 9), f DOUBLE, t TEXT, b LONGBLOB,
  e ENUM('sad', 'glad'), s SET('a', 'b'), d DATETIME(6), z TIMESTAMP(6) NULL, y YEAR, bits BIT(9), tm TIME(3)) CHARACTER SET utf8mb4;
INSERT INTO odd (n, f, t, b, e, s, d, z, y, bits, tm) VALUES
  (1234567890123456789012.123456789, 0.1, 'é\n\t\\', x'0001ff00', 'glad', 'a,b', '2026-01-01 00:00:00.123456', '2026-01-01 00:00:00.5', 2026, b'101010101', '-100:00:00.125'),
  (NULL, -1e300, '', REPEAT('x', 100000), NULL, '', NULL, NULL, NULL, NULL, NULL);
CREATE TABLE big (k VARCHAR(20) PRIMARY KEY, l INT);
INSERT INTO big SELECT CONCAT('k', a.n + 10 * b.n + 100 * c.n + 1000 * d.n), 1 FROM
  (SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) a,
  (SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) b,
  (SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) c,
  (SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3) d;
CREATE INDEX by_length ON big (l);
CREATE TABLE `o dd` (x INT, FOREIGN KEY (x) REFERENCES child (id));
CREATE TABLE told (what BIGINT);
CREATE VIEW seen AS SELECT id, t FROM odd WHERE f > 0;
CREATE TRIGGER tells AFTER INSERT ON odd FOR EACH ROW INSERT INTO told VALUES (new.id);
CREATE PROCEDURE counts() SELECT count(*) FROM odd;
CREATE EVENT later ON SCHEDULE AT '2037-01-01' DO DELETE FROM told;
)";

void fill(const Database& database) {
    if (database.kind() == "sqlite") return database.execute(sqlite_schema);
    if (database.kind() == "postgresql") return database.execute(postgresql_schema);
    database.execute("CREATE TABLE child (id INT PRIMARY KEY)");
    database.execute(mysql_schema);
    if (database.kind() == "mariadb")
        database.execute("CREATE SEQUENCE tickets START WITH 100; SELECT NEXTVAL(tickets)");
}

/// Some harm that a restore has to undo.
void destroy(const Database& database) {
    database.execute("DELETE FROM odd");
    database.execute("DROP VIEW seen");
    database.execute("CREATE TABLE stray (x int)");
    if (database.kind() == "postgresql") database.execute("DROP SCHEMA \"o dd\" CASCADE");
}

struct Scene {
    const Database& database;
    Project project = {};

    explicit Scene(const Database& given, const std::string& settings = "") : database(given) {
        project.url = database.url();
        project.write("varve.toml", "[project]\nhooks = [\"backup\"]\n[backup]\n" + settings);
        project.migration(
            "20260101000000_first",
            "-- varve:up\nCREATE TABLE first (x int);\n-- varve:down\nDROP TABLE first;\n");
    }

    Outcome varve(std::vector<std::string> words) const { return project.varve(std::move(words)); }
    void must(std::vector<std::string> words, int exit_code = 0) const {
        require_exit(varve(std::move(words)), exit_code);
    }
    /// Puts scripts before these programs that write down with what they were called.
    void listen(const std::vector<std::string>& programs,
                const std::string& then = "PATH=${PATH#*:} exec \"${0##*/}\" \"$@\"") {
        for (const std::string& name : programs) {
            const fs::path program = project.write(
                "bin/" + name, "#!/bin/sh\necho \"$0 $*\" >>" + (project / "arguments").string() +
                                   "\nenv >>" + (project / "environment").string() + '\n' + then +
                                   '\n');
            fs::permissions(program, fs::perms::owner_all);
        }
        project.environment.emplace_back("PATH",
                                         (project / "bin").string() + ":" + std::getenv("PATH"));
    }
    /// The folders of all backups, the oldest first; unfinished ones too.
    std::vector<fs::path> folders() const {
        std::vector<fs::path> found;
        std::error_code none;
        for (const auto& entry : fs::directory_iterator(project / "backups", none))
            found.push_back(entry.path());
        std::ranges::sort(found);
        return found;
    }
    std::string newest() const {
        const auto all = folders();
        BOOST_TEST_REQUIRE(!all.empty());
        return all.back().string();
    }
    /// The largest of its files: what is damaged there is damaged.
    fs::path largest() const {
        fs::path found;
        for (const auto& entry : fs::recursive_directory_iterator(newest()))
            if (entry.is_regular_file() && entry.path().filename() != "manifest.json" &&
                (found.empty() || entry.file_size() > fs::file_size(found)))
                found = entry.path();
        return found;
    }
};

std::string all_of(const Database& database) {
    return database.schema() + database.data();
}

/// A file system of 16 megabytes, for who may mount one.
class SmallDisk {
public:
    explicit SmallDisk(fs::path path) : path_(std::move(path)) {
        fs::create_directory(path_);
        BOOST_TEST_REQUIRE(::mount("none", path_.c_str(), "tmpfs", 0, "size=16m") == 0);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() { ::umount2(path_.c_str(), MNT_DETACH); }

private:
    fs::path path_;
};

boost::test_tools::assertion_result may_mount(boost::unit_test::test_unit_id) {
    boost::test_tools::assertion_result result(::geteuid() == 0);
    result.message() << "only root can mount a small disk";
    return result;
}

/// Those that can be backed up: mariadb-dump does not know so old a MySQL.
void for_those_backed_up(const std::function<void(const Database&)>& check) {
    for_all_databases([&](const Database& database) {
        if (database.kind() == "mysql") return;
        BOOST_TEST_CONTEXT(database.kind()) {
            check(database);
        }
    });
}

/// The first byte that differs, or nothing: texts as long as these say little as a whole.
void require_same(const std::string& before, const std::string& after) {
    const auto [a, b] = std::ranges::mismatch(before, after);
    BOOST_TEST_REQUIRE((a == before.end() && b == after.end()),
                       "differs at '" << std::string(a, before.end()).substr(0, 300) << "' and '"
                                      << std::string(b, after.end()).substr(0, 300) << '\'');
}

void flip_a_bit(const fs::path& file) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(fs::file_size(file) / 2));
    const char byte = static_cast<char>(stream.get());
    stream.seekp(static_cast<std::streamoff>(fs::file_size(file) / 2));
    stream.put(static_cast<char>(byte ^ 4));
}

void replace_in_manifest(const fs::path& backup, const std::string& from, const std::string& to) {
    std::string text = read_file(backup / "manifest.json");
    const std::size_t at = text.find(from);
    BOOST_TEST_REQUIRE(at != std::string::npos);
    write_file(backup / "manifest.json", text.replace(at, from.size(), to));
}

} // namespace

BOOST_AUTO_TEST_SUITE(backup)

BOOST_AUTO_TEST_CASE(what_is_restored_is_what_was_backed_up) {
    for_those_backed_up([](const Database& database) {
        fill(database);
        const Scene scene(database);
        scene.must({"run"});
        scene.must({"backup", "--verify", "full"});
        const std::string before = all_of(database);
        destroy(database);
        BOOST_TEST(all_of(database) != before);
        scene.must({"backup", "verify", scene.newest()});
        scene.must({"restore", "--from", scene.newest()}, 5);
        scene.must({"restore", "--from", scene.newest(), "--exclusive"}, 5); // nobody said yes
        BOOST_TEST(all_of(database) != before);
        scene.must({"restore", "--from", scene.newest(), "--exclusive", "--yes"});
        require_same(before, all_of(database));
        scene.must({"run"}); // history is back too
    });
}

BOOST_AUTO_TEST_CASE(a_damaged_backup_is_refused_and_nothing_is_touched) {
    for_those_backed_up([](const Database& database) {
        fill(database);
        const Scene scene(database);
        const std::string before = all_of(database);
        const std::vector<std::pair<std::string, std::function<void()>>> damages{
            {"has other bytes", [&] { flip_a_bit(scene.largest()); }},
            {"bytes where",
             [&] { fs::resize_file(scene.largest(), fs::file_size(scene.largest()) / 2); }},
            {"is missing", [&] { fs::remove(scene.largest()); }},
            {"is no part of it", [&] { write_file(fs::path(scene.newest()) / "data/x", ""); }},
            {"is not as it was written",
             [&] { replace_in_manifest(scene.newest(), "\"rows\": 4000", "\"rows\": 4001"); }}};
        for (const auto& [said, damage] : damages) {
            if (said.starts_with("is not as") && database.kind() != "mariadb") continue;
            scene.must({"backup"});
            damage();
            for (const std::vector<std::string>& words :
                 {std::vector<std::string>{"backup", "verify", scene.newest()},
                  {"restore", "--from", scene.newest(), "--exclusive", "--yes"}}) {
                const Outcome outcome = scene.varve(words);
                require_exit(outcome, 1);
                BOOST_TEST(says(outcome, said));
            }
            fs::remove_all(scene.newest());
        }
        require_same(before, all_of(database));
    });
}

BOOST_AUTO_TEST_CASE(a_backup_counts_only_when_its_rows_are_those_that_were_read) {
    // The sums of the files are right, as they are where a tool leaves something out.
    const auto database = sqlite_database();
    fill(*database);
    const Scene scene(*database, "verify = \"full\"\n");
    scene.must({"backup"});
    const fs::path file = scene.largest();
    const auto tool = [&](const std::string& sql) {
        require_exit(run({.arguments = {"sqlite3", file.string(), sql}}), 0);
        const Outcome sum = run({.arguments = {"sha256sum", file.string()}});
        const std::string text = read_file(fs::path(scene.newest()) / "manifest.json");
        const std::size_t at = text.find("\"sha256\": \"") + 11;
        replace_in_manifest(scene.newest(), text.substr(at, 64), sum.output.substr(0, 64));
        const Outcome whole =
            run({.arguments = {
                     "python3", "-c",
                     "import json,hashlib,sys\nj=json.load(open(sys.argv[1]));j.pop('sha256')\n"
                     "j['sha256']=hashlib.sha256(json.dumps(j,separators=(',',':'),"
                     "ensure_ascii=False).encode()).hexdigest()\n"
                     "json.dump(j,open(sys.argv[1],'w'))",
                     scene.newest() + "/manifest.json"}});
        require_exit(whole, 0);
    };
    tool("UPDATE keyed SET k = 'x' WHERE k = 'k2500'");
    const Outcome other_rows = scene.varve({"backup", "verify", scene.newest()});
    require_exit(other_rows, 1);
    BOOST_TEST(says(other_rows, "keyed has other rows"));
    tool("DELETE FROM keyed WHERE k = 'x'; DROP VIEW seen; DROP INDEX by_length; CREATE INDEX "
         "by_length ON keyed (g)");
    const Outcome outcome = scene.varve({"backup", "verify", scene.newest()});
    require_exit(outcome, 1);
    for (const char* const said :
         {"keyed has 4999 rows where there were 5000", "view seen is missing",
          "index by_length has another definition"})
        BOOST_TEST(says(outcome, said));
}

BOOST_AUTO_TEST_CASE(backups_of_other_databases_and_newer_servers_are_refused_by_name) {
    const auto sqlite = sqlite_database();
    fill(*sqlite);
    const Scene scene(*sqlite);
    scene.must({"backup"});
    const auto reseal = [&](const std::string& edit) {
        require_exit(run({.arguments = {"python3", "-c",
                                        "import json,hashlib,sys\nj=json.load(open(sys.argv[1]));"
                                        "j.pop('sha256')\n" +
                                            edit +
                                            "\nj['sha256']=hashlib.sha256(json.dumps(j,separators="
                                            "(',',':'),ensure_ascii=False).encode()).hexdigest()\n"
                                            "json.dump(j,open(sys.argv[1],'w'))",
                                        scene.newest() + "/manifest.json"}}),
                     0);
    };
    const auto refused = [&](const std::string& said) {
        for (const std::vector<std::string>& words :
             {std::vector<std::string>{"backup", "verify", scene.newest()},
              {"restore", "--from", scene.newest(), "--exclusive", "--yes"}}) {
            const Outcome outcome = scene.varve(words);
            require_exit(outcome, 2);
            BOOST_TEST(says(outcome, said));
        }
    };
    reseal("j['release']=4;j['server']='SQLite 4.1.0'");
    refused("the backup is of SQLite 4.1.0, and this server is older: SQLite 3");
    reseal("j['driver']='postgresql';j['server']='PostgreSQL 15.4'");
    refused("the backup is of PostgreSQL 15.4, and this database is of SQLite");
    reseal("j['format']=2");
    const Outcome outcome = scene.varve({"backup", "verify", scene.newest()});
    require_exit(outcome, 1);
    BOOST_TEST(says(outcome, "it has format 2"));
}

BOOST_AUTO_TEST_CASE(a_run_is_preceded_by_a_backup_of_what_was_before_it) {
    for_those_backed_up([](const Database& database) {
        const Scene scene(database);
        scene.must({"run"});
        BOOST_TEST(scene.newest().ends_with("Z_none"));
        scene.must({"run"}); // nothing to do
        BOOST_TEST(scene.folders().size() == 1U);
        scene.must({"revert", "--yes"});
        BOOST_TEST(scene.folders().size() == 2U);
        BOOST_TEST(scene.newest().ends_with("Z_20260101000000"));
        scene.must({"restore", "--from", scene.newest(), "--exclusive", "--yes"});
        BOOST_TEST(database.history().find("first") != std::string::npos);
        struct stat found {};
        for (const auto& entry : fs::recursive_directory_iterator(scene.newest())) {
            BOOST_TEST(::stat(entry.path().c_str(), &found) == 0);
            BOOST_TEST((found.st_mode & 077U) == 0U);
        }
    });
}

BOOST_AUTO_TEST_CASE(only_what_loses_something_is_preceded_by_a_backup_where_that_is_asked_for) {
    const auto database = sqlite_database();
    const Scene scene(*database, "when = \"before-destructive\"\n");
    scene.must({"run"});
    BOOST_TEST(scene.folders().empty());
    scene.project.migration("20260102000000_second", "-- varve:up\nDROP TABLE first;\n");
    scene.must({"run", "--allow", "all"});
    BOOST_TEST(scene.folders().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_disk_that_fills_stops_the_run_and_keeps_nothing,
                     *boost::unit_test::precondition(may_mount)) {
    for_those_backed_up([](const Database& database) {
        fill(database);
        Scene scene(database);
        const SmallDisk disk(scene.project / "backups");
        const SmallDisk temporary(scene.project / "tmp");
        // SQLite's copy fits, and its scratch database does not; of the others the dump does not.
        const fs::path filler = database.kind() == "sqlite" ? scene.project / "tmp/filler"
                                                            : scene.project / "backups/filler";
        for (const std::string name : {"pg_dump", "mariadb-dump"}) {
            const fs::path program = scene.project.write(
                "bin/" + name,
                "#!/bin/sh\ncase \"$*\" in *version) ;; *) head -c 20000000 /dev/zero >" +
                    filler.string() + " ;; esac\nPATH=${PATH#*:} exec " + name + " \"$@\"\n");
            fs::permissions(program, fs::perms::owner_all);
        }
        if (database.kind() == "sqlite") write_file(filler, std::string(16'700'000, 'x'));
        scene.project.environment = {
            {"TMPDIR", (scene.project / "tmp").string()},
            {"PATH", (scene.project / "bin").string() + ":" + std::getenv("PATH")}};
        const Outcome outcome = scene.varve({"run"});
        require_exit(outcome, 1);
        BOOST_TEST(
            (says(outcome, "No space left") || says(outcome, "errno 28") || says(outcome, "full")),
            outcome.error);
        for (const fs::path& left : scene.folders()) BOOST_TEST(left == filler);
        for (const auto& left : fs::directory_iterator(scene.project / "tmp"))
            BOOST_TEST(left.path() == filler);
        BOOST_TEST(database.history().empty());
    });
}

BOOST_AUTO_TEST_CASE(a_disk_without_room_stops_the_run,
                     *boost::unit_test::precondition(may_mount)) {
    const auto database = sqlite_database();
    fill(*database);
    const Scene scene(*database);
    fs::create_directory(scene.project / "backups");
    if (::mount("none", (scene.project / "backups").c_str(), "tmpfs", 0, "size=16m") != 0) {
        BOOST_TEST_MESSAGE("skipped: no file system can be mounted here");
        return;
    }
    const std::unique_ptr<const char, void (*)(const char*)> mounted(
        scene.project.path().c_str(),
        [](const char* path) { ::umount2((std::string(path) + "/backups").c_str(), MNT_DETACH); });
    write_file(scene.project / "backups/other", std::string(16'700'000, 'x'));
    const Outcome outcome = scene.varve({"run"});
    require_exit(outcome, 1);
    BOOST_TEST(says(outcome, "has room for"));
    BOOST_TEST(scene.folders().size() == 1U);
    BOOST_TEST(database->history().empty());
}

BOOST_AUTO_TEST_CASE(the_newest_stay_and_those_of_other_databases) {
    const auto database = sqlite_database(), other = sqlite_database();
    const Scene scene(*database, "keep = 2\n");
    for (const auto* const one : {database.get(), other.get()}) fill(*one);
    Project stranger;
    stranger.url = other->url();
    require_exit(stranger.varve({"backup", "--out", (scene.project / "backups").string()}), 0);
    for (int i = 0; i < 4; ++i) scene.must({"backup"});
    BOOST_TEST(scene.folders().size() == 3U);
    const Outcome list = scene.varve({"backup", "list"});
    BOOST_TEST(std::ranges::count(list.output, '\n') == 4);
    const Outcome json = scene.varve({"backup", "list", "--json"});
    BOOST_TEST(says(json, "\"newest_version\": \"\""));
    scene.project.write("varve.toml", "[backup]\nkeep = 1\n");
    scene.must({"backup", "prune"});
    BOOST_TEST(scene.folders().size() == 2U);
    scene.project.write("varve.toml", "");
    scene.must({"backup", "prune"}, 2);
    BOOST_TEST(scene.folders().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_signal_ends_it_with_its_programs_and_its_files,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Scene scene(*database);
    const fs::path program = scene.project.write(
        "bin/pg_dump", "#!/bin/sh\ncase \"$*\" in *version) PATH=${PATH#*:} exec pg_dump \"$@\" ;; "
                       "esac\necho $$ >" +
                           (scene.project / "pid").string() + "\ntrap '' TERM\nsleep 60\n");
    fs::permissions(program, fs::perms::owner_all);
    scene.project.environment = {
        {"PATH", (scene.project / "bin").string() + ":" + std::getenv("PATH")}};
    Process process(scene.project.command({"run"}));
    const auto has_begun = [&] {
        std::error_code none;
        return fs::file_size(scene.project / "pid", none) > 0 && !none;
    };
    for (int i = 0; i < 400 && !has_begun(); ++i) ::usleep(50'000);
    BOOST_TEST_REQUIRE(has_begun());
    BOOST_TEST(scene.folders().size() == 1U);
    process.signal(SIGINT);
    const Outcome& outcome = process.wait();
    BOOST_TEST(outcome.exit_code.value_or(0) == 130, outcome.description());
    BOOST_TEST(::kill(std::stoi(read_file(scene.project / "pid")), 0) == -1);
    BOOST_TEST(scene.folders().empty());
    BOOST_TEST(database->history().empty());
}

BOOST_AUTO_TEST_CASE(a_database_is_brought_back_on_a_server_without_its_roles,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    const std::string role = "backup_owner_" + std::to_string(::getpid());
    PostgresqlSession session(database->url());
    session.execute("CREATE ROLE " + role +
                    "; CREATE TABLE owned (x int); ALTER TABLE owned OWNER TO " + role +
                    "; INSERT INTO owned VALUES (1)");
    const Scene scene(*database);
    scene.must({"backup"});
    session.execute("DROP TABLE owned; DROP ROLE " + role);
    const Outcome outcome =
        scene.varve({"restore", "--from", scene.newest(), "--exclusive", "--yes"});
    require_exit(outcome, 0);
    BOOST_TEST(says(outcome, "there is no role " + role));
    BOOST_TEST(database->rows("SELECT x FROM owned") == "1\n");
}

BOOST_AUTO_TEST_CASE(programs_that_are_missing_are_asked_for,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Scene scene(*database);
    scene.project.environment = {{"PATH", scene.project.path().string()}};
    const Outcome missing = scene.varve({"backup"});
    require_exit(missing, 2);
    BOOST_TEST(says(missing, "pg_dump, which is not in PATH; install"));
    for (const char* const name : {"pg_dump", "pg_restore"}) {
        const fs::path program =
            scene.project.write(name, "#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n");
        fs::permissions(program, fs::perms::owner_all);
    }
    const Outcome old = scene.varve({"backup"});
    require_exit(old, 2);
    BOOST_TEST(says(old, "pg_dump is of version 9.6.1, too old for a server of version"));
    BOOST_TEST(scene.folders().empty());
}

BOOST_AUTO_TEST_CASE(an_encrypted_backup_needs_its_key) {
    const auto database = sqlite_database();
    fill(*database);
    Scene scene(*database, "encrypt = \"gpg\"\nrecipient = \"dba@example.com\"\n");
    const fs::path ring = scene.project / "ring";
    fs::create_directory(ring);
    fs::permissions(ring, fs::perms::owner_all);
    scene.project.environment = {{"GNUPGHOME", ring.string()}};
    const Outcome nobody = scene.varve({"backup"});
    require_exit(nobody, 1);
    BOOST_TEST(says(nobody, "gpg ended with exit code 2"));
    BOOST_TEST(scene.folders().empty());
    require_exit(run({.arguments = {"gpg", "--batch", "--passphrase", "", "--quick-generate-key",
                                    "dba@example.com"},
                      .environment = scene.project.environment}),
                 0);
    scene.must({"backup"});
    BOOST_TEST(read_file(scene.largest()).find("SQLite format 3") == std::string::npos);
    scene.must({"backup", "verify", scene.newest()});
    const std::string before = all_of(*database);
    destroy(*database);
    scene.must({"restore", "--from", scene.newest(), "--exclusive", "--yes"});
    require_same(before, all_of(*database));
    run({.arguments = {"gpgconf", "--kill", "all"}, .environment = scene.project.environment});
    fs::remove_all(ring / "private-keys-v1.d");
    scene.must({"restore", "--from", scene.newest(), "--exclusive", "--yes"}, 1);
    require_same(before, all_of(*database));
}

BOOST_AUTO_TEST_CASE(a_program_that_encrypts_is_asked_for_where_it_is_missing) {
    const auto database = sqlite_database();
    fill(*database);
    Scene scene(*database, "encrypt = \"age\"\nrecipient = \"age1x\"\n");
    scene.project.environment = {{"PATH", scene.project.path().string()}};
    const Outcome outcome = scene.varve({"run"});
    require_exit(outcome, 2);
    BOOST_TEST(says(outcome, "there is no program age in PATH; install it"));
    BOOST_TEST(scene.folders().empty());
    BOOST_TEST(database->history().empty());
}

BOOST_AUTO_TEST_CASE(a_server_that_the_tool_does_not_know_is_refused,
                     *boost::unit_test::precondition(mysql_is_there)) {
    for_each_mysql([](const Database& database) {
        if (database.kind() != "mysql") return;
        const Scene scene(database);
        const Outcome outcome = scene.varve({"run"});
        require_exit(outcome, 2);
        BOOST_TEST(says(outcome, "mariadb-dump copies MySQL from version 5.7 on"));
        BOOST_TEST(scene.folders().empty());
    });
}

BOOST_AUTO_TEST_CASE(the_password_is_in_no_argument_and_no_file,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    for_those_backed_up([](const Database& database) {
        if (database.kind() == "sqlite") return;
        const bool is_postgresql = database.kind() == "postgresql";
        // PostgreSQL's programs get it by their environment, which is written down below: it must
        // not be the one that no file may hold.
        const std::string password = is_postgresql ? "S3cret-of-this-run" : test_password();
        Scene scene(database);
        fs::create_directory(scene.project / "tmp");
        scene.project.environment = {{"VARVE_PASSWORD", password},
                                     {"TMPDIR", (scene.project / "tmp").string()}};
        // Where a kill in the middle would leave it.
        scene.listen(is_postgresql ? std::vector<std::string>{"pg_dump", "pg_restore"}
                                   : std::vector<std::string>{"mariadb-dump", "mariadb"},
                     "cat \"$TMPDIR\"/* >>\"$TMPDIR/../found\" 2>&1\n"
                     "PATH=${PATH#*:} exec \"${0##*/}\" \"$@\"");
        scene.must({"run", "-vv", "--json"});
        scene.must({"restore", "--from", scene.newest(), "--exclusive", "--yes"});
        const std::string arguments = read_file(scene.project / "arguments");
        for (const char* const part :
             {is_postgresql ? "pg_dump --format=" : "mariadb-dump --defaults-file=",
              is_postgresql ? "pg_restore --exit-on-error" : "mariadb --defaults-file="})
            BOOST_TEST(arguments.find(part) != std::string::npos, arguments);
        BOOST_TEST(arguments.find(password) == std::string::npos);
        BOOST_TEST(read_file(scene.project / "found").find(password) == std::string::npos);
        std::istringstream environment(read_file(scene.project / "environment"));
        std::set<std::string> with_password;
        for (std::string line; std::getline(environment, line);)
            if (line.find(password) != std::string::npos) with_password.insert(line);
        const std::set<std::string> documented{"PGPASSWORD=" + password};
        BOOST_TEST((with_password == (is_postgresql ? documented : std::set<std::string>())));
        for (const auto& entry : fs::recursive_directory_iterator(scene.newest()))
            if (entry.is_regular_file())
                BOOST_TEST(read_file(entry.path()).find(password) == std::string::npos);
    });
}

BOOST_AUTO_TEST_CASE(programs_that_encrypt_are_told_no_password) {
    const auto database = sqlite_database();
    fill(*database);
    for (const std::string name : {"gpg", "age"}) {
        Scene scene(*database, "encrypt = \"" + name +
                                   "\"\nrecipient = \"dba\"\nidentity = "
                                   "\"key\"\n");
        // The real ones need keys, and age may not be here; what counts is how they are called.
        scene.listen({name}, "while [ $# -gt 1 ]; do [ \"$1\" = --output ] && to=$2; shift; done; "
                             "cp \"$1\" \"$to\"");
        scene.must({"backup"});
        scene.must({"backup", "verify", scene.newest()});
        const std::string arguments = read_file(scene.project / "arguments");
        for (const std::string part : {"--encrypt --recipient dba", "--decrypt"})
            BOOST_TEST(arguments.find(part) != std::string::npos, arguments);
        for (const char* const file : {"arguments", "environment"})
            BOOST_TEST(SecretFinder(test_password()).excerpt(read_file(scene.project / file)) ==
                       "");
    }
}

BOOST_AUTO_TEST_SUITE_END()
