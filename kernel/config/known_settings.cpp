#include "kernel/config/known_settings.hpp"

#include <algorithm>

namespace varve {

std::span<const KnownSetting> known_settings() {
    using enum KnownSetting::Type;
    static const std::vector<KnownSetting> settings{
        {"url", text, "", "where the database is: sqlite:app.db, postgresql://user@host/database"},
        {"password_file", path, "", "a file that holds the password and nothing else"},
        {"connect_timeout", duration, "10s", "how long to try to reach the server"},
        {"synchronize", flag, "false",
         "whether a run also makes the tables and columns that entities need and no migration "
         "makes; for a profile of development"},
        {"project.migrations", path, "migrations", "the folder of the migrations"},
        {"project.plugins", paths, "", "folders with plugins, searched before the installed ones"},
        {"project.sources", list, "sql",
         "where migrations come from, by the names of source plugins"},
        {"project.hooks", list, "", "hooks to run around runs and steps, in this order"},
        {"project.entities", list, "",
         "libraries of entities, by their names; together they say what the database shall be"},
        {"migrate.namespace", text, "",
         "the schema that varve's own tables live in; empty: the current one"},
        {"migrate.prefix", text, "varve_", "what the names of varve's own tables start with"},
        {"migrate.role", text, "",
         "the role that migrations run as, and that what they make belongs to; empty: the user"},
        {"migrate.transaction",
         choice,
         "each",
         "one transaction a migration, one for all, or none",
         {"each", "all", "none"}},
        {"migrate.out_of_order",
         choice,
         "error",
         "what to do with a pending migration that is older than an applied one",
         {"error", "skip", "apply"}},
        {"migrate.wait_lock", duration, "60s",
         "how long to wait while another run holds the migration lock"},
        {"migrate.wait_database", duration, "0",
         "how long to wait for a database that does not answer yet"},
        {"migrate.lock_timeout", duration, "5s",
         "how long a statement may wait for an object lock; 0: for ever"},
        {"migrate.statement_timeout", duration, "0", "how long a statement may run; 0: for ever"},
        {"migrate.allow", list, "", "guarded rules that may be broken without asking, or 'all'"},
        {"generate.to", text, "",
         "what the database shall be: a file of SQL, the URL of a database, migrations or "
         "entities"},
        {"generate.ignore", list, "",
         "what is left out of comparisons: patterns of names (tmp_*), also table:tmp_*"},
        {"schema.snapshot", path, "",
         "a file of SQL that always holds what the last run left; empty: none"},
        {"invariants.tables", list, "",
         "tables that no run may leave with fewer rows than before, as SQL names them"},
        {"pool.size", number, "10", "how many connections an application has at most"},
        {"pool.acquire_timeout", duration, "5s", "how long it waits for one that is free"},
        {"pool.lifetime", duration, "30m", "how long a connection is used; 0: for ever"},
        {"pool.check_after", duration, "30s",
         "how long a connection is idle before it is tried out when it is needed again"},
        {"pool.slow_query", duration, "0",
         "how long a statement takes that is logged as slow; 0: none is logged"},
        {"log.format",
         choice,
         "text",
         "how log lines are written to standard error",
         {"text", "json"}},
        {"log.level",
         choice,
         "warning",
         "the least level that is logged",
         {"trace", "debug", "info", "warning", "error"}},
        {"log.file", path, "", "a file that gets the log as well"},
    };
    return settings;
}

const KnownSetting* known_setting(std::string_view key) {
    const auto settings = known_settings();
    const auto found = std::ranges::find(settings, key, &KnownSetting::key);
    return found == settings.end() ? nullptr : &*found;
}

std::span<const std::string> own_sections() {
    static const std::vector<std::string> sections{"project", "migrate",    "generate",
                                                   "schema",  "invariants", "pool",
                                                   "log",     "profile",    "placeholders"};
    return sections;
}

} // namespace varve
