#include "support/mysql.hpp"

#include "support/secret_watch.hpp"
#include "support/server.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <mysql.h>
#include <stdexcept>
#include <unistd.h>

namespace varve::test {

namespace {

/// What stands between `before` and the next of `ends`.
std::string part_of(const std::string& url, const std::string& before, const char* ends) {
    const std::size_t start = url.find(before) + before.size();
    return url.substr(start, url.find_first_of(ends, start) - start);
}

std::string socket_of(const std::string& url) {
    return part_of(url, "socket=", "&");
}

constexpr std::array variables{"VARVE_TEST_MARIADB", "VARVE_TEST_MYSQL"};

class Mysql : public Database {
public:
    explicit Mysql(std::string server_url)
        : server_url_(std::move(server_url)), name_(new_database_name()) {
        MysqlSession session(server_url_);
        session.rows("CREATE DATABASE " + name_);
        const bool is_mariadb =
            session.rows("SELECT VERSION()")[0][0].find("MariaDB") != std::string::npos;
        kind_ = is_mariadb ? "mariadb" : "mysql";
    }
    Mysql(const Mysql&) = delete;
    Mysql& operator=(const Mysql&) = delete;
    ~Mysql() override {
        try {
            MysqlSession session(with_database(server_url_, name_));
            session.rows("SET lock_wait_timeout = 5");
            look_for_password(
                session.rows("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA "
                             "= DATABASE() AND TABLE_NAME REGEXP '" +
                             std::string(own_tables) + '\''),
                [&](const std::string& sql) { return session.rows(sql); });
            MysqlSession(server_url_).rows("DROP DATABASE IF EXISTS " + name_);
        } catch (const std::exception&) {
            return; // a killed server's goes with its folder
        }
    }

    std::string kind() const override { return kind_; }
    std::string name() const override { return name_; }
    std::string url() const override {
        return with_user(with_database(server_url_, name_), "varve");
    }
    void execute(const std::string& sql) const override { MysqlSession(url()).rows(sql); }
    std::string rows(const std::string& sql) const override {
        return joined(MysqlSession(url()).rows(sql));
    }
    // mariadb-dump does not know how to ask MySQL 5.6.
    std::string schema() const override {
        struct View {
            const char *kind, *name, *of;
            std::size_t text; ///< its column in what SHOW CREATE says
        };
        const View views[]{{"TABLE", "TABLE_NAME", "TABLES WHERE TABLE_SCHEMA", 1},
                           {"PROCEDURE", "ROUTINE_NAME",
                            "ROUTINES WHERE ROUTINE_TYPE = 'PROCEDURE' AND ROUTINE_SCHEMA", 2},
                           {"FUNCTION", "ROUTINE_NAME",
                            "ROUTINES WHERE ROUTINE_TYPE = 'FUNCTION' AND ROUTINE_SCHEMA", 2},
                           {"TRIGGER", "TRIGGER_NAME", "TRIGGERS WHERE TRIGGER_SCHEMA", 2},
                           {"EVENT", "EVENT_NAME", "EVENTS WHERE EVENT_SCHEMA", 3}};
        std::string text;
        MysqlSession session(url());
        for (const View& view : views)
            for (const auto& object :
                 session.rows(std::string("SELECT ") + view.name + " FROM information_schema." +
                              view.of + " = DATABASE() ORDER BY 1"))
                if (!object[0].starts_with("varve_"))
                    text += session.rows(std::string("SHOW CREATE ") + view.kind + " `" +
                                         object[0] + "`")[0][view.text] +
                            '\n';
        return text;
    }
    std::string data() const override {
        std::string text;
        MysqlSession session(url());
        for (const auto& table : session.rows(
                 "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() "
                 "AND TABLE_TYPE <> 'VIEW' AND TABLE_NAME NOT LIKE 'varve\\_%' ORDER BY 1"))
            text += table[0] + '\n' +
                    joined(session.rows("SELECT * FROM `" + table[0] + "` ORDER BY 1"));
        return text;
    }

private:
    std::string server_url_, name_, kind_;
};

} // namespace

void MysqlSession::Close::operator()(st_mysql* connection) const noexcept {
    mysql_close(connection);
}

MysqlSession::MysqlSession(const std::string& url) : connection_(mysql_init(nullptr)) {
    const std::string user = part_of(url, "://", ":@"), database = part_of(url, "@/", "?");
    const std::string password = user == "root" ? "" : test_password();
    mysql_options(connection_.get(), MYSQL_SET_CHARSET_NAME, "utf8mb4");
    if (mysql_real_connect(connection_.get(), nullptr, user.c_str(), password.c_str(),
                           database.c_str(), 0, socket_of(url).c_str(),
                           CLIENT_MULTI_STATEMENTS) == nullptr)
        throw std::runtime_error(mysql_error(connection_.get()));
}

TextRows MysqlSession::rows(const std::string& sql) {
    TextRows rows;
    MYSQL* const connection = connection_.get();
    int more = mysql_real_query(connection, sql.data(), sql.size());
    while (more == 0) {
        if (MYSQL_RES* const result = mysql_store_result(connection)) {
            rows.clear();
            while (const MYSQL_ROW row = mysql_fetch_row(result)) {
                auto& cells = rows.emplace_back();
                for (unsigned i = 0; i < mysql_num_fields(result); ++i)
                    cells.emplace_back(row[i] == nullptr ? "NULL" : row[i]);
            }
            mysql_free_result(result);
        }
        more = mysql_next_result(connection);
    }
    if (more > 0) throw std::runtime_error(std::string(mysql_error(connection)) + " in: " + sql);
    return rows;
}

std::unique_ptr<Database> mysql_database(const std::string& server_url) {
    return std::make_unique<Mysql>(server_url);
}

std::vector<std::string> mysql_client(const std::string& server_url, const std::string& database) {
    return {
        "mariadb",     "--no-defaults",       "--skip-ssl",   "--default-character-set=utf8mb4",
        "--user=root", "--skip-column-names", "--unbuffered", "--socket=" + socket_of(server_url),
        database};
}

void for_each_mysql(const std::function<void(const Database&)>& check) {
    for (const char* const variable : variables) {
        const auto there = server_is_there(variable);
        if (!there) BOOST_TEST_MESSAGE("skipped: " << there.message());
        if (there) BOOST_TEST_CONTEXT(variable) check(*mysql_database(server_url(variable)));
    }
}

void for_all_databases(const std::function<void(const Database&)>& check) {
    for_each_database(check);
    for_each_mysql(check);
}

boost::test_tools::assertion_result mysql_is_there(boost::unit_test::test_unit_id) {
    const auto mariadb = server_is_there(variables.front());
    return mariadb ? server_is_there(variables.back()) : mariadb;
}

boost::test_tools::assertion_result mariadb_alone_is_there(boost::unit_test::test_unit_id) {
    return server_is_there(variables.front());
}

boost::test_tools::assertion_result mysql_alone_is_there(boost::unit_test::test_unit_id) {
    return server_is_there(variables.back());
}

DurableMysql::DurableMysql(std::string script) : script_(std::move(script)) {
    std::filesystem::permissions(directory_.path(), std::filesystem::perms(0755));
    start();
}

DurableMysql::~DurableMysql() {
    try {
        run_script(script_, {"stop", (directory_ / "server").string()});
    } catch (const std::exception&) {
        return; // --stop-after sees to it
    }
}

void DurableMysql::start() {
    url_ =
        run_script(script_, {"start", (directory_ / "server").string(), "--stop-after",
                             std::to_string(::getpid()), "--", "--innodb-flush-log-at-trx-commit=1",
                             "--log-bin=binlog", "--sync-binlog=1", "--server-id=1"})
            .at("URL");
}

} // namespace varve::test
