#include "plugins/dialects/sqlite/dialect.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using TraitKind = StatementTraits::Kind;

namespace {

StatementTraits traits(const char* sql) {
    return sqlite::SqliteDialect().classify({sql});
}

std::string losses(const char* sql) {
    std::string found;
    for (const Finding& finding : traits(sql).losses)
        found += finding.rule + ' ' + finding.object + ';';
    return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sqlite_traits)

BOOST_AUTO_TEST_CASE(knows_what_a_transaction_means_to_a_statement) {
    struct Case {
        const char* sql;
        Scope scope;
        TraitKind kind;
        bool repeatable = false;
    };
    for (const Case& c : {
             Case{"PRAGMA foreign_keys = OFF", Scope::no_effect, TraitKind::setting},
             Case{"pragma main.Foreign_Keys(0)", Scope::no_effect, TraitKind::setting},
             Case{"PRAGMA foreign_keys", Scope::transactional, TraitKind::query},
             Case{"PRAGMA defer_foreign_keys = ON", Scope::transactional, TraitKind::setting},
             Case{"PRAGMA legacy_alter_table = ON", Scope::transactional, TraitKind::setting},
             Case{"PRAGMA no_such_pragma = 1", Scope::transactional, TraitKind::setting},
             Case{"PRAGMA user_version = 3", Scope::transactional, TraitKind::other},
             Case{"PRAGMA synchronous = OFF", Scope::outside, TraitKind::setting, true},
             Case{"PRAGMA page_size = 8192", Scope::outside, TraitKind::setting, true},
             Case{"PRAGMA journal_mode = WAL", Scope::outside, TraitKind::other, true},
             Case{"PRAGMA wal_checkpoint", Scope::outside, TraitKind::other, true},
             Case{"PRAGMA table_info(users)", Scope::transactional, TraitKind::query},
             Case{"PRAGMA integrity_check", Scope::transactional, TraitKind::query},
             Case{"PRAGMA writable_schema = ON", Scope::forbidden, TraitKind::setting},
             Case{"PRAGMA writable_schema = RESET", Scope::transactional, TraitKind::setting},
             Case{"VACUUM", Scope::outside, TraitKind::other, true},
             Case{"VACUUM main", Scope::outside, TraitKind::other, true},
             Case{"VACUUM INTO 'copy.db'", Scope::outside, TraitKind::other, false},
             Case{"ATTACH 'a.db' AS a", Scope::outside, TraitKind::setting},
             Case{"DETACH a", Scope::outside, TraitKind::setting},
             Case{"BEGIN IMMEDIATE", Scope::control, TraitKind::other},
             Case{"END", Scope::control, TraitKind::other},
             Case{"ROLLBACK", Scope::control, TraitKind::other},
             Case{"SAVEPOINT a", Scope::transactional, TraitKind::other},
             Case{"ROLLBACK TO a", Scope::transactional, TraitKind::other},
             Case{"CREATE TEMP TABLE a (b)", Scope::transactional, TraitKind::setting},
             Case{"create table temp.a (b)", Scope::transactional, TraitKind::setting},
             Case{"CREATE TABLE temporal (b)", Scope::transactional, TraitKind::ddl},
             Case{"EXPLAIN DELETE FROM a", Scope::transactional, TraitKind::query},
             Case{".read dump.sql", Scope::forbidden, TraitKind::other},
         })
        BOOST_TEST_CONTEXT(c.sql) {
            BOOST_TEST((traits(c.sql).scope == c.scope));
            BOOST_TEST((traits(c.sql).kind == c.kind));
            BOOST_TEST(traits(c.sql).repeatable == c.repeatable);
        }
}

BOOST_AUTO_TEST_CASE(finds_losses_whatever_the_quotes) {
    struct Case {
        const char *sql, *losses;
    };
    for (const Case& c : {
             Case{"DROP TABLE 'It''s'", "drop-table it's;"},
             Case{"drop table if exists [Users]", "drop-table users;"},
             Case{"drop table main.`Users`", "drop-table users;"},
             Case{"drop table other.users", "drop-table other.users;"},
             Case{"drop table temp.users", ""},
             Case{"delete from 'users'", "delete-without-where users;"},
             Case{"delete from users limit 1", ""},
             Case{"alter table 'users' drop 'name'", "drop-column users;"},
             Case{"create trigger t begin delete from users; end", ""},
             Case{"select 'drop table users'", ""},
             Case{"drop table /* varve:copied */ users", ""},
             Case{"drop table /* varve:copied without a, \"b c\"; cast d */ Users",
                  "drop-column users;drop-column users;narrowing-type users;"},
             Case{"drop table /* varve:copied without \"cast\" */ users", "drop-column users;"},
             Case{"drop table \"/* varve:copied */\"", "drop-table /* varve:copied */;"},
             Case{"drop table users /* varve:copied */", "drop-table users;"},
             Case{"drop table /* copied */ users", "drop-table users;"},
             Case{"delete from /* varve:copied */ users", "delete-without-where users;"},
         })
        BOOST_TEST_CONTEXT(c.sql)
    BOOST_TEST(losses(c.sql) == c.losses);
}

BOOST_AUTO_TEST_CASE(warns_of_rows_that_go_with_a_table) {
    BOOST_TEST(traits("drop table users").losses.front().reason.find("ON DELETE CASCADE") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(names_the_table_that_is_made) {
    BOOST_TEST(traits("CREATE TABLE Main.[Users] (a)").creates == "users");
    BOOST_TEST(traits("CREATE VIRTUAL TABLE search USING fts5(a)").creates == "search");
}

BOOST_AUTO_TEST_CASE(knows_that_there_is_one_writer) {
    BOOST_TEST((traits("create index a on b (c)").lock == LockLevel::blocks_writes));
    BOOST_TEST((traits("vacuum").lock == LockLevel::blocks_all));
    BOOST_TEST((traits("select 1").lock == LockLevel::none));
}

BOOST_AUTO_TEST_CASE(summaries_show_a_value_but_no_key) {
    BOOST_TEST(traits("PRAGMA foreign_keys=OFF").summary == "PRAGMA foreign_keys = OFF");
    BOOST_TEST(traits("PRAGMA key = 'secret'").summary == "PRAGMA key");
}

BOOST_AUTO_TEST_SUITE_END()
