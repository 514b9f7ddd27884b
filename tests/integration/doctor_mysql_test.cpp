#include "doctor.hpp"
#include "support/mysql.hpp"
#include "support/postgresql.hpp"
#include "support/secret_watch.hpp"
#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <csignal>
#include <thread>
#include <unistd.h>

using namespace varve::test;
using namespace std::chrono_literals;

namespace {

/// A server of these tests' own: what they change is for all who use it.
class Server {
public:
    explicit Server(const std::string& kind)
        : kind_(kind), script_(VARVE_SOURCE_DIR "/tests/support/" +
                               std::string(kind == "mysql" ? "mysql56" : kind) + "_server") {
        std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
        const Outcome outcome = run(
            {.arguments = {script_, "start", folder().string(), "--stop-after",
                           std::to_string(::getpid()), "--", "--log-bin=log", "--server-id=1",
                           "--sql-mode=STRICT_TRANS_TABLES", "--log-bin-trust-function-creators"},
             .timeout = 3min});
        const std::string before = "URL='";
        const std::size_t at = outcome.output.find(before);
        BOOST_TEST_REQUIRE(at != std::string::npos, outcome.description());
        url_ = outcome.output.substr(at + before.size());
        url_.resize(url_.find('\''));
        port_ = read_file(folder() / "port");
        port_.pop_back();
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server() { run({.arguments = {script_, "stop", folder().string()}}); }

    const std::string& kind() const { return kind_; }
    const std::string& url() const { return url_; }
    const std::string& port() const { return port_; }

private:
    std::filesystem::path folder() const { return folder_ / "server"; }

    TempDir folder_;
    std::string kind_, script_, url_, port_;
};

/// A ward with a database of its own, and a user of its own who may do nothing yet.
struct MysqlWard {
    const Server& server;
    std::unique_ptr<Database> database = mysql_database(server.url());
    std::string user = "app" + database->name().substr(database->name().rfind('_'));
    Ward ward{database->url()};

    explicit MysqlWard(const Server& server_of_it) : server(server_of_it) { make_user(); }
    MysqlWard(const MysqlWard&) = delete;
    MysqlWard& operator=(const MysqlWard&) = delete;
    ~MysqlWard() {
        try {
            for (; !before_.empty(); before_.pop_back())
                set_global(before_.back().first, before_.back().second);
            database->execute("DROP USER " + user + "@localhost");
        } catch (const std::exception& error) {
            BOOST_TEST_MESSAGE(error.what());
        }
    }

    void make_user() const {
        database->execute("CREATE USER " + user + "@localhost IDENTIFIED BY '" + test_password() +
                          '\'');
    }
    /// Until this goes.
    void set(const std::string& setting, const std::string& value) {
        std::string old = database->rows("SELECT @@GLOBAL." + setting);
        old.pop_back();
        before_.emplace_back(setting, old);
        set_global(setting, value);
    }
    void be_the_user() { ward.set("VARVE_URL", with_user(database->url(), user)); }
    void grant(const std::string& rights) const {
        database->execute("GRANT " + rights + " ON " + database->name() + ".* TO " + user +
                          "@localhost");
    }
    std::string by_tcp(const std::string& parameters) const {
        return "mysql://" + user + "@127.0.0.1:" + server.port() + '/' + database->name() +
               parameters;
    }
    /// As an administrator.
    std::function<void(const std::string&)> run_sql() const {
        return [this](const std::string& sql) { database->execute(sql); };
    }
    /// Another program's session, which has said this and gone to sleep.
    Process session(const std::string& sql) const {
        Process process({.arguments = mysql_client(server.url(), database->name()),
                         .input = sql + "; SELECT 'said';\n",
                         .interactive = true});
        BOOST_TEST_REQUIRE(process.wait_for("said", 10s));
        return process;
    }

private:
    void set_global(const std::string& setting, const std::string& value) const {
        const bool is_number = value.find_first_not_of("0123456789") == std::string::npos;
        const std::string quote = is_number && !value.empty() ? "" : "'";
        database->execute("SET GLOBAL " + setting + " = " + quote + value + quote);
    }

    std::vector<std::pair<std::string, std::string>> before_;
};

void for_each_server(const std::function<void(MysqlWard&)>& check) {
    static const Server mariadb("mariadb"), mysql("mysql");
    for (const Server* const server : {&mariadb, &mysql}) BOOST_TEST_CONTEXT(server->kind()) {
            MysqlWard sick(*server);
            check(sick);
        }
}

} // namespace

BOOST_AUTO_TEST_SUITE(doctor, *boost::unit_test::precondition(mysql_is_there))

BOOST_AUTO_TEST_CASE(nothing_is_wrong_with_mysql) {
    for_each_server([](MysqlWard& sick) {
        sick.grant("ALL");
        sick.be_the_user();
        require_exit(sick.ward.varve({"run"}), 0);
        const Outcome well = sick.ward.varve({"doctor"});
        require_exit(well, 0);
        BOOST_TEST(findings_of(well).empty(), well.output);
        // Of other users' sessions this one is told nothing.
        BOOST_TEST(says(well, "transactions   not checked: this server does not tell: "),
                   well.output);
    });
}

BOOST_AUTO_TEST_CASE(no_right_to_mysql) {
    for_each_server([](MysqlWard& sick) {
        sick.be_the_user();
        const Finding finding = sick.ward.cure(
            {"problem", "connection", "Access denied for user '" + sick.user, 7}, sick.run_sql());
        BOOST_TEST(finding.sql.starts_with("GRANT ALL ON "));
        sick.database->execute("DROP USER " + sick.user + "@localhost");
        sick.make_user();
        sick.grant("SELECT, CREATE, ALTER, INDEX");
        sick.ward.cure({"problem", "rights",
                        "may not INSERT, UPDATE, DELETE, DROP, REFERENCES in the database"},
                       sick.run_sql());
        require_exit(sick.ward.varve({"run"}), 0);
        require_exit(sick.ward.varve({"revert", "--all", "--yes"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(a_mysql_server_that_takes_no_writes) {
    for_each_server([](MysqlWard& sick) {
        for (const char* const setting : {"read_only", "tx_read_only"}) {
            sick.set(setting, "1");
            sick.ward.cure({"problem", "writable", setting}, sick.run_sql());
        }
    });
}

BOOST_AUTO_TEST_CASE(settings_of_mysql_that_nobody_wants) {
    struct Case {
        const char *setting, *value, *finding;
    };
    for_each_server([](MysqlWard& sick) {
        const std::vector<Case> cases{
            {"sql_mode", "ANSI_QUOTES", "sql_mode is not strict"},
            {"max_allowed_packet", "65536", "max_allowed_packet is 65536 bytes"},
            {"default_storage_engine", "MyISAM", "tables are kept by MyISAM where"},
            {"innodb_file_per_table", "0", "innodb_file_per_table is OFF"}};
        for (const Case& c : cases) sick.set(c.setting, c.value);
        sick.set("event_scheduler", "0");
        sick.database->execute("ALTER DATABASE " + sick.database->name() + " CHARACTER SET latin1");
        sick.database->execute("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SET @a = 1");
        const Outcome ill = sick.ward.varve({"doctor"});
        require_exit(ill, 0);
        const auto findings = findings_of(ill);
        BOOST_TEST(findings.size() == cases.size() + 2, ill.output);
        const auto has = [&](const std::string& text) {
            return std::ranges::any_of(findings, [&](const Finding& finding) {
                return finding.severity == "warning" &&
                       finding.text.find(text) != std::string::npos;
            });
        };
        for (const Case& c : cases) BOOST_TEST(has(c.finding), c.finding << '\n' << ill.output);
        BOOST_TEST(has("tables get the character set latin1"));
        BOOST_TEST(has("no event runs, of 1 that are enabled: event_scheduler is OFF"));
        for (const Finding& finding : findings) sick.database->execute(finding.sql);
        const Outcome well = sick.ward.varve({"doctor"});
        BOOST_TEST(findings_of(well).empty(), well.output);
    });
}

BOOST_AUTO_TEST_CASE(a_wait_for_a_table_of_mysql_without_an_end) {
    for_each_server([](MysqlWard& sick) {
        sick.ward.set("VARVE_MIGRATE_LOCK_TIMEOUT", "0");
        sick.ward.cure({"warning", "settings", "nothing limits how long a statement waits", 0});
    });
}

BOOST_AUTO_TEST_CASE(tables_of_mysql_that_do_not_roll_back) {
    for_each_server([](MysqlWard& sick) {
        require_exit(sick.ward.varve({"run"}), 0);
        sick.database->execute("CREATE TABLE `a b` (x int) ENGINE=MyISAM");
        sick.ward.cure({"warning", "engines", "the table a b is kept by MyISAM", 0},
                       sick.run_sql());
        sick.database->execute("ALTER TABLE varve_log ENGINE=MyISAM");
        sick.ward.cure({"problem", "engines", "varve's own table varve_log is kept by MyISAM"},
                       sick.run_sql());
    });
}

BOOST_AUTO_TEST_CASE(a_transaction_that_is_left_open_on_mysql) {
    for_each_server([](MysqlWard& sick) {
        sick.ward.set("VARVE_MIGRATE_LOCK_TIMEOUT", "1s");
        require_exit(sick.ward.varve({"run"}), 0);
        Process idle = sick.session("BEGIN; INSERT INTO stones VALUES (1)");
        std::this_thread::sleep_for(2100ms);
        sick.ward.cure({"warning", "transactions", "has a transaction open and is idle since ", 0},
                       sick.run_sql());
        require_exit(sick.ward.varve({"revert", "--all", "--yes"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(programs_that_a_binary_log_forbids) {
    for_each_server([](MysqlWard& sick) {
        sick.set("log_bin_trust_function_creators", "0");
        sick.grant("ALL");
        sick.be_the_user();
        sick.ward.project().migration("20260102000000_trigger",
                                      "-- varve:up\nCREATE TRIGGER r BEFORE INSERT ON stones FOR "
                                      "EACH ROW SET NEW.weight = 1;\n");
        const Outcome refused = sick.ward.varve({"run"});
        require_exit(refused, 1);
        BOOST_TEST(says(refused, "SUPER privilege and binary logging is enabled"));
        sick.ward.cure({"warning", "programs", "may make no triggers", 0}, sick.run_sql(),
                       [&](const Finding& finding) {
                           sick.database->execute(finding.sql);
                           require_exit(sick.ward.varve({"run"}), 0);
                       });
    });
}

BOOST_AUTO_TEST_CASE(a_mysql_server_that_has_no_place_for_one_more) {
    for_each_server([](MysqlWard& sick) {
        sick.grant("ALL");
        sick.set("max_connections", "10");
        std::vector<Process> others;
        while (others.size() < 9) others.push_back(sick.session("SELECT 1"));
        sick.ward.cure({"warning", "connections", "9 of the 10 that the server lets in", 0},
                       sick.run_sql());
        sick.set("max_connections", "10");
        others.push_back(sick.session("SELECT 1"));
        sick.be_the_user();
        sick.ward.cure({"problem", "connection", "Too many connections", 7}, sick.run_sql());
    });
}

BOOST_AUTO_TEST_CASE(a_mysql_database_that_is_not_there) {
    for_each_server([](MysqlWard& sick) {
        const std::string name = sick.database->name() + "_other";
        sick.ward.set("VARVE_URL", with_database(sick.database->url(), name));
        sick.ward.cure({"problem", "connection", "Unknown database '" + name + "'", 7},
                       sick.run_sql());
        sick.database->execute("DROP DATABASE " + name);
    });
}

BOOST_AUTO_TEST_CASE(a_connection_that_mysql_refuses) {
    for_each_server([](MysqlWard& sick) {
        const std::string good = with_user(sick.database->url(), "locked");
        sick.ward.set("VARVE_URL", good);
        sick.ward.set("VARVE_PASSWORD", "hunter2");
        sick.ward.cure({"problem", "connection", "Access denied for user 'locked'@", 7},
                       [&](const Finding& finding) {
                           BOOST_TEST(finding.text.find("give the password as VARVE_PASSWORD") !=
                                      std::string::npos);
                           BOOST_TEST(finding.text.find("hunter2") == std::string::npos);
                           sick.ward.set("VARVE_PASSWORD", "right");
                       });
        sick.ward.set("VARVE_URL", "mysql://locked@no-such-host.invalid/db");
        sick.ward.cure({"problem", "connection", "no-such-host.invalid", 7},
                       [&](const Finding& finding) {
                           BOOST_TEST(finding.text.find("check the host's name in the URL") !=
                                      std::string::npos);
                           sick.ward.set("VARVE_URL", good);
                       });
        sick.ward.set("VARVE_URL", "mysql://locked@127.0.0.1:1/db");
        sick.ward.cure({"problem", "connection", "127.0.0.1", 7}, [&](const Finding& finding) {
            BOOST_TEST(finding.text.find("is the server running") != std::string::npos);
            sick.ward.set("VARVE_URL", good);
        });
    });
}

BOOST_AUTO_TEST_CASE(a_server_that_wants_tls) {
    for_each_server([](MysqlWard& sick) {
        if (sick.server.kind() == "mysql") return; // 5.6 has no such setting
        sick.grant("ALL");
        sick.set("require_secure_transport", "1");
        sick.ward.set("VARVE_URL", sick.by_tcp("?ssl-mode=DISABLED"));
        const Finding finding =
            sick.ward.cure({"problem", "connection", "Access denied for user '" + sick.user, 7});
        BOOST_TEST(finding.command.find("ssl-mode=REQUIRED") != std::string::npos);
    });
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_not_that_of_mysql) {
    for_each_server([](MysqlWard& sick) {
        sick.ward.set("LD_PRELOAD", VARVE_CLOCK_LIBRARY);
        sick.ward.set("VARVE_CLOCK_AHEAD", "90");
        sick.ward.cure({"warning", "clock", "behind that of this machine", 0},
                       [&](const Finding&) { sick.ward.set("VARVE_CLOCK_AHEAD", "0"); });
    });
}

BOOST_AUTO_TEST_CASE(a_run_that_has_the_lock_on_mysql) {
    for_each_server([](MysqlWard& sick) {
        sick.ward.project().migration("20260102000000_slow", "-- varve:up\nDO SLEEP(60);\n");
        Process running(sick.ward.project().command({"run"}));
        while (sick.database->rows("SELECT COUNT(*) FROM information_schema.processlist WHERE info "
                                   "LIKE 'DO SLEEP%'") != "1\n")
            std::this_thread::sleep_for(50ms);
        sick.ward.cure({"warning", "lock", "varve@localhost (connection ", 0});
        BOOST_TEST(running.wait().exit_code.value_or(1) != 0);
    });
}

BOOST_AUTO_TEST_SUITE_END()
