#include "kernel/diagnose/doctor.hpp"

#include "kernel/config/config.hpp"
#include "kernel/diagnose/database_checks.hpp"
#include "kernel/migrate/history_home.hpp"
#include "kernel/session.hpp"
#include "varve/db/transaction.hpp"

namespace varve {

namespace {

constexpr std::chrono::milliseconds patience{2000};

} // namespace

Doctor::Doctor(Examination& examination, const Patient& patient)
    : examination_(examination), patient_(patient) {}

bool Doctor::look(std::string_view subject, Access access, const Look& ask, ExitCode code) {
    if (lost_) {
        examination_.skip(subject, "the connection was lost");
        return false;
    }
    Connection& connection = patient_.connection;
    return examination_.check(
        subject,
        [&]() -> std::vector<Diagnosis> {
            try {
                Transaction transaction(connection, {.access = access});
                for (const std::string& text :
                     connection.dialect().set_lock_timeout(patience.count(), Lasts::transaction))
                    connection.execute(text);
                return ask();
            } catch (const DatabaseError& error) {
                lost_ = error.kind() == DatabaseError::Kind::connection_lost;
                throw;
            }
        },
        code);
}

// Where it cannot be told, the current namespace is what a history is missed in.
Bookkeeping Doctor::place_of_bookkeeping() {
    try {
        return find_bookkeeping(patient_.connection, patient_.config);
    } catch (const MigrationError&) {
        return {.name_space = patient_.connection.name_space(),
                .prefix = patient_.config.text("migrate.prefix")};
    }
}

void Doctor::examine() {
    const bool found = look(
        "history", Access::read,
        [&] {
            bookkeeping_ = place_of_bookkeeping();
            return check_home(patient_.connection, bookkeeping_);
        },
        ExitCode::history);
    look("clock", Access::read, [&] { return check_clock(patient_.connection); });
    if (const auto tables = patient_.config.list("invariants.tables"); !tables.empty())
        look("invariants", Access::read,
             [&] { return check_invariants(patient_.connection, tables); });
    const bool can_write = examine_with_driver();
    examine_with_hooks();
    if (found)
        examine_history();
    else
        examination_.skip("lock", "it belongs to the history");
    if (!can_write)
        return examination_.skip("writing", "a problem that was found stands in its way");
    look("writing", Access::write,
         [&] { return check_writing(patient_.connection, bookkeeping_); });
}

void Doctor::examine_history() {
    Connection& connection = patient_.connection;
    look(
        "lock", Access::read,
        [&] {
            const auto lock =
                patient_.driver.migration_lock(connection, patient_.request,
                                               {.name_space = bookkeeping_.name_space,
                                                .table = bookkeeping_.name("lock"),
                                                .history = bookkeeping_.name("history"),
                                                .holder = this_process()});
            return check_lock(*lock);
        },
        ExitCode::locked);
    if (patient_.migrations == nullptr)
        return examination_.skip("state", "the migrations cannot be read");
    look(
        "state", Access::read, [&] { return check_state(); }, ExitCode::history);
}

// A history that cannot be read is what the driver's checks, and the writing, are about.
std::vector<Diagnosis> Doctor::check_state() {
    const Dialect& dialect = patient_.connection.dialect();
    patient_.migrations->keep_only(dialect.name());
    History history(patient_.connection, bookkeeping_);
    try {
        const HistoryState state = history.exists() ? history.read() : HistoryState();
        return check_history(
            compare(*patient_.migrations, state, dialect, patient_.config.placeholders()),
            patient_.config);
    } catch (const DatabaseError& error) {
        if (error.kind() != DatabaseError::Kind::permission) throw;
        return {{.severity = Diagnosis::Severity::unchecked, .what = "history may not be read"}};
    }
}

// Not every server, nor every kin of one, has all that a check asks for, or tells it to everybody.
std::vector<Diagnosis> Doctor::ask_server(const Check& check, const CheckRequest& request) {
    try {
        return check.run(patient_.connection, request);
    } catch (const DatabaseError& error) {
        using enum DatabaseError::Kind;
        const bool untold = error.kind() == undefined_object || error.kind() == unsupported ||
                            error.kind() == permission;
        if (!untold) throw;
        return {{.severity = Diagnosis::Severity::unchecked,
                 .what = "this server does not tell: " + error.facts().message}};
    }
}

void Doctor::examine_with_hooks() {
    for (const Patient::Specialist& specialist : patient_.specialists)
        look(specialist.name, Access::read,
             [&] { return specialist.diagnose(patient_.connection); });
}

bool Doctor::examine_with_driver() {
    CheckRequest request{.connect = patient_.request,
                         .name_space = bookkeeping_.name_space,
                         .tables = bookkeeping_.all_names(),
                         .lock_timeout = patient_.config.duration("migrate.lock_timeout")};
    bool good = true;
    for (const Check& check : patient_.driver.checks())
        good &= look(check.subject, Access::read, [&] { return ask_server(check, request); });
    return good;
}

} // namespace varve
