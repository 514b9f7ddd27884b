#include "session.hpp"

#include "errors.hpp"

#include "varve/log.hpp"

#include <pqxx/connection>

#include <array>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace varve::postgresql {

namespace {

struct FreeOptions {
    void operator()(PQconninfoOption* options) const noexcept { PQconninfoFree(options); }
};

void check_url(const Url& url) {
    if (!url.has_authority())
        throw ConfigError("the database URL lacks the two slashes behind its scheme; it looks like "
                          "postgresql://user@host:5432/database");
    char* message = nullptr;
    const std::unique_ptr<PQconninfoOption, FreeOptions> options(
        PQconninfoParse(url.text().c_str(), &message));
    if (options) return;
    const std::string sentence = message == nullptr ? "out of memory" : on_one_line(message);
    PQfreemem(message);
    throw ConfigError("the database URL \"" + url.text() + "\" is wrong: " + sentence);
}

// A role that the session begins with, other than one that is set later, is what RESET ROLE comes
// back to. It stands behind the options that libpq would have sent.
std::string options_with_role(const ConnectRequest& request) {
    const char* const standard = std::getenv("PGOPTIONS");
    std::string options =
        request.url.parameter("options").value_or(standard == nullptr ? "" : standard);
    options += " -c role=";
    for (const char c : request.role) {
        if (c == ' ' || c == '\\') options += '\\';
        options += c;
    }
    return options;
}

// What libpq is told. The URL stands in the middle: what is before it are defaults.
class ConnectParameters {
public:
    explicit ConnectParameters(const ConnectRequest& request) {
        add("fallback_application_name", request.application);
        if (std::getenv("PGCONNECT_TIMEOUT") == nullptr)
            add("connect_timeout", std::to_string((request.timeout.count() + 999) / 1000));
        // A peer that is gone without a word is noticed within half a minute.
        add("keepalives_idle", "15");
        add("keepalives_interval", "5");
        add("keepalives_count", "3");
        add("tcp_user_timeout", "30000");
        add("dbname", request.url.text());
        if (const auto& password = request.url.password()) add("password", password->reveal());
        if (const auto text = request.url.parameter("sslpassword")) {
            key_password_ = Secret(*text);
            add("sslpassword", key_password_.reveal());
        }
        add("client_encoding", "UTF8");
        if (!request.role.empty()) add("options", options_with_role(request));
    }

    PGconn* connect() const {
        std::vector<const char*> names, values;
        for (const auto& [name, value] : parameters_) {
            names.push_back(name);
            values.push_back(value.c_str());
        }
        names.push_back(nullptr);
        values.push_back(nullptr);
        constexpr int expand_dbname = 1;
        return PQconnectdbParams(names.data(), values.data(), expand_dbname);
    }

private:
    void add(const char* name, std::string value) {
        parameters_.emplace_back(name, std::move(value));
    }

    std::vector<std::pair<const char*, std::string>> parameters_;
    Secret key_password_; // lives as long as libpq may speak of it
};

// libpqxx 6 asks its policy for a connection, and so the policy knows the handle.
class Policy : public pqxx::connectionpolicy {
public:
    explicit Policy(const ConnectRequest& request)
        : pqxx::connectionpolicy(std::string()), parameters_(request) {}

    handle do_startconnect(handle original) override {
        if (original != nullptr) return original;
        struct Finish {
            void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
        };
        std::unique_ptr<PGconn, Finish> connection(parameters_.connect());
        if (!connection) throw std::bad_alloc();
        if (PQstatus(connection.get()) != CONNECTION_OK) throw_not_connected(*connection);
        connected_ = connection.get();
        return connection.release();
    }

    handle connected() const noexcept { return connected_; }

private:
    ConnectParameters parameters_;
    handle connected_ = nullptr;
};

} // namespace

class Session::Link : private Policy, public pqxx::connection_base {
public:
    explicit Link(const ConnectRequest& request)
        : Policy(request), pqxx::connection_base(static_cast<Policy&>(*this)) {
        init();
    }
    ~Link() override { close(); }

    PGconn* handle() const noexcept { return connected(); }
};

Session::Session(const ConnectRequest& request) : on_notice_(request.on_notice) {
    check_url(request.url);
    try {
        link_ = std::make_unique<Link>(request);
    } catch (const pqxx::failure& failure) {
        throw DatabaseError(
            {.kind = DatabaseError::Kind::unreachable, .message = on_one_line(failure.what())});
    }
    handle_ = link_->handle();
    PQsetNoticeReceiver(handle_, receive_notice, this);
    cancel_ = PQgetCancel(handle_);
}

Session::~Session() {
    PQfreeCancel(cancel_);
}

void Session::cancel() noexcept {
    std::array<char, 256> message{};
    if (PQcancel(cancel_, message.data(), static_cast<int>(message.size())) != 0) return;
    try {
        log::warning(std::string("the server could not be asked to cancel: ") + message.data());
    } catch (...) { // NOLINT(bugprone-empty-catch): nobody is left who could be told
    }
}

// Called by libpq, which knows nothing of exceptions.
void Session::receive_notice(void* session, const PGresult* notice) noexcept {
    const auto& on_notice = static_cast<Session*>(session)->on_notice_;
    const char* text = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
    if (!on_notice || text == nullptr) return;
    try {
        on_notice(text);
    } catch (...) { // NOLINT(bugprone-empty-catch): a notice is not worth a failure
    }
}

} // namespace varve::postgresql
