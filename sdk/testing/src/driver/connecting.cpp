#include "driver/cases.hpp"

#include <algorithm>
#include <future>

namespace varve::testing {

namespace {

using Kind = DatabaseError::Kind;
using Clock = std::chrono::steady_clock;

void answers_to_the_scheme_of_its_urls(Trial& trial) {
    const std::vector<std::string> schemes = trial.driver().schemes();
    trial.report().check(std::ranges::find(schemes, trial.url().scheme()) != schemes.end(),
                         "schemes() holds the scheme of the databases that it opens");
    for (const std::string& scheme : schemes)
        trial.report().check(
            !scheme.empty() &&
                std::ranges::none_of(scheme,
                                     [](char c) { return (c >= 'A' && c <= 'Z') || c == ':'; }),
            "schemes are in lower case and without a colon: " + scheme);
}

void names_its_dialect_as_itself(Trial& trial) {
    trial.report().equal(trial.dialect().name(), trial.driver().name(),
                         "the dialect has the driver's name");
    trial.report().check(!trial.dialect().server().empty(), "the server's name is known");
}

void opens_sessions_that_have_names(Trial& trial) {
    const auto other = trial.another();
    trial.report().check(!trial.connection().session().empty(), "a session has a name");
    trial.report().equal(trial.connection().session(), trial.connection().session(),
                         "a session keeps its name");
    if (trial.connection().session() == other->session())
        trial.report().hint("two sessions have the same name: " + other->session());
}

void starts_outside_a_transaction(Trial& trial) {
    trial.report().check(!trial.connection().in_transaction(),
                         "a new session is in no transaction");
}

void sees_in_one_session_what_another_committed(Trial& trial) {
    trial.make_table();
    const auto other = trial.another();
    trial.insert(1, Value(10));
    trial.report().equal(trial.count(*other), 1, "the other session sees the row");
}

void opens_many_sessions_one_after_another(Trial& trial) {
    for (int i = 0; i < 20; ++i) trial.reconnect();
    trial.usable("after many sessions");
}

void keeps_the_database_between_sessions(Trial& trial) {
    trial.make_table();
    trial.insert(1, Value(10));
    trial.reconnect();
    trial.report().equal(trial.count(), 1, "the row is still there");
}

int twos_of_many_queries(Connection& connection, const std::string& text) {
    const std::vector<Value> two{Value(2)};
    int count = 0;
    for (int i = 0; i < 50; ++i)
        if (connection.query_row({text}, std::array{varve::Kind::integer}) == two) ++count;
    return count;
}

void serves_several_threads_with_a_session_each(Trial& trial) {
    std::vector<std::unique_ptr<Connection>> sessions;
    std::vector<std::future<int>> counts;
    for (int i = 0; i < 4; ++i) sessions.push_back(trial.another());
    for (const auto& session : sessions)
        counts.push_back(std::async(std::launch::async, [&trial, &session] {
            return twos_of_many_queries(*session, trial.sql("SELECT 2{.}"));
        }));
    for (std::future<int>& count : counts)
        trial.report().equal(count.get(), 50, "every thread gets its own answers");
}

void says_so_when_nobody_answers(Trial& trial) {
    const Url& url = trial.needs(trial.facts().unreachable, "URL where nobody answers");
    ConnectRequest request{.url = url};
    request.timeout = std::chrono::milliseconds(2000);
    const auto start = Clock::now();
    trial.fails(
        Kind::unreachable, [&] { trial.driver().connect(request); },
        "connecting where nobody answers");
    trial.report().check(Clock::now() - start < std::chrono::seconds(8),
                         "connecting gives up when its timeout is over");
}

void says_so_when_the_password_is_wrong(Trial& trial) {
    const Url& url = trial.needs(trial.facts().wrong_password, "URL with a wrong password");
    trial.fails(
        Kind::authentication, [&] { trial.driver().connect({.url = url}); },
        "connecting with a wrong password");
}

void holds_no_password(Trial& trial, std::string_view text, const std::string& password) {
    trial.report().check(text.find(password) == std::string_view::npos,
                         "an error does not hold the password");
}

void never_shows_the_password_in_an_error(Trial& trial) {
    const DriverFacts& facts = trial.facts();
    trial.needs(facts.unreachable || facts.wrong_password || facts.missing,
                "URL that cannot be connected to");
    const std::string password = "Pässwörd-'7\\x c0rrect";
    for (const std::optional<Url>& url : {facts.unreachable, facts.wrong_password, facts.missing}) {
        if (!url) continue;
        try {
            // The request is gone when the error is looked at: it must be clean by itself.
            ConnectRequest request{.url = *url};
            request.missing = ConnectRequest::Missing::refuse;
            request.url.set_password(Secret(password));
            trial.driver().connect(request);
        } catch (const DatabaseError& error) {
            const DatabaseError::Facts& known = error.facts();
            for (const std::string_view text :
                 {std::string_view(error.what()), std::string_view(known.message),
                  std::string_view(known.detail), std::string_view(known.hint)})
                holds_no_password(trial, text, password);
        } catch (const ConfigError& error) {
            holds_no_password(trial, error.what(), password); // of a database without passwords
        }
    }
}

void refuses_a_database_that_is_missing(Trial& trial) {
    const Url& url = trial.needs(trial.facts().missing, "URL of a database that is missing");
    ConnectRequest request{.url = url};
    request.missing = ConnectRequest::Missing::refuse;
    for (int i = 0; i < 2; ++i)
        trial.fails(
            Kind::unreachable, [&] { trial.driver().connect(request); },
            "connecting to a database that is missing");
}

void refuses_a_url_that_it_cannot_read(Trial& trial) {
    const Url& url = trial.needs(trial.facts().unreadable, "URL that cannot be read");
    try {
        trial.driver().connect({.url = url});
    } catch (const ConfigError& error) {
        trial.report().check(error.what() != std::string(), "the error says what is wrong");
        return;
    }
    trial.report().fail("a URL that cannot be read is a ConfigError");
}

void passes_on_what_the_server_notices(Trial& trial) {
    trial.needs(!trial.facts().noticed_statement.empty(), "statement that is noticed");
    std::vector<std::string> notices;
    ConnectRequest request = trial.request();
    request.on_notice = [&](std::string_view notice) { notices.emplace_back(notice); };
    trial.driver().connect(request)->execute(trial.facts().noticed_statement);
    trial.report().check(!notices.empty() && !notices.front().empty(),
                         "on_notice is told what the server says");
}

void refuses_writes_to_a_database_that_takes_none(Trial& trial) {
    const Url& url = trial.needs(trial.facts().read_only, "URL of a database that takes no writes");
    const auto connection = trial.driver().connect({.url = url});
    trial.fails(
        Kind::read_only,
        [&] { connection->execute(trial.sql("CREATE TABLE {pebble} ({id} {:integer})")); },
        "creating a table in a database that takes no writes");
}

void knows_that_its_session_was_ended(Trial& trial) {
    trial.needs(static_cast<bool>(trial.facts().end_session), "way to end a session");
    trial.make_table();
    const auto victim = trial.another();
    Transaction transaction(*victim);
    victim->execute(trial.sql("INSERT INTO {pebble} ({id}, {v}) VALUES (1, 10)"));
    trial.report().check(!victim->lost(), "a session that is in use is not lost");
    trial.facts().end_session(trial.connection(), *victim);
    trial.fails(
        Kind::connection_lost, [&] { victim->execute(trial.sql("SELECT 1{.}")); },
        "the next statement of a session that was ended");
    trial.report().check(victim->lost(), "a session that was found gone knows that it is lost");
    trial.fails(
        Kind::connection_lost, [&] { transaction.commit(); }, "its transaction's commit");
    trial.report().equal(trial.count(), 0, "what was not committed is gone");
}

} // namespace

Suite connecting_cases(const SharedSubject& subject) {
    return driver_cases(
        "connecting", subject,
        {{"answers_to_the_scheme_of_its_urls", answers_to_the_scheme_of_its_urls},
         {"names_its_dialect_as_itself", names_its_dialect_as_itself},
         {"opens_sessions_that_have_names", opens_sessions_that_have_names},
         {"starts_outside_a_transaction", starts_outside_a_transaction},
         {"sees_in_one_session_what_another_committed", sees_in_one_session_what_another_committed},
         {"opens_many_sessions_one_after_another", opens_many_sessions_one_after_another},
         {"keeps_the_database_between_sessions", keeps_the_database_between_sessions},
         {"serves_several_threads_with_a_session_each", serves_several_threads_with_a_session_each},
         {"says_so_when_nobody_answers", says_so_when_nobody_answers},
         {"says_so_when_the_password_is_wrong", says_so_when_the_password_is_wrong},
         {"never_shows_the_password_in_an_error", never_shows_the_password_in_an_error},
         {"refuses_a_database_that_is_missing", refuses_a_database_that_is_missing},
         {"refuses_a_url_that_it_cannot_read", refuses_a_url_that_it_cannot_read},
         {"passes_on_what_the_server_notices", passes_on_what_the_server_notices},
         {"refuses_writes_to_a_database_that_takes_none",
          refuses_writes_to_a_database_that_takes_none},
         {"knows_that_its_session_was_ended", knows_that_its_session_was_ended}});
}

} // namespace varve::testing
