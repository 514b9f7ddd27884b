#include "support/proxy_session.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>

namespace varve::test {

Traffic ProxyLedger::traffic() const {
    const std::lock_guard lock(mutex_);
    return traffic_;
}

void ProxyLedger::reset_traffic() {
    const std::lock_guard lock(mutex_);
    traffic_ = {};
}

void ProxyLedger::set_cuts(std::vector<Cut> cuts) {
    const std::lock_guard lock(mutex_);
    options_.cuts = std::move(cuts);
}

void ProxyLedger::count(std::size_t Traffic::*what) {
    const std::lock_guard lock(mutex_);
    ++(traffic_.*what);
}

void ProxyLedger::record_statement(const std::string& text) {
    const std::lock_guard lock(mutex_);
    if (options_.record) traffic_.statements.push_back(text);
}

void ProxyLedger::record_copy(std::string data) {
    const std::lock_guard lock(mutex_);
    if (options_.record) traffic_.copies.push_back(std::move(data));
}

std::optional<Cut> ProxyLedger::cut_at(std::string_view content) {
    const std::lock_guard lock(mutex_);
    for (auto cut = options_.cuts.begin(); cut != options_.cuts.end(); ++cut) {
        if (content.find(cut->text) == std::string_view::npos || --cut->count != 0) continue;
        const Cut result = *cut;
        options_.cuts.erase(cut);
        ++traffic_.cuts;
        return result;
    }
    return {};
}

ProxySession::ProxySession(ProxyLedger& ledger, Descriptor client, Descriptor server)
    : ledger_(&ledger), client_{std::move(client), MessageReader(MessageReader::From::client)},
      server_{std::move(server), MessageReader(MessageReader::From::server)} {
    for (const Side* side : {&client_, &server_}) ::fcntl(side->socket.get(), F_SETFL, O_NONBLOCK);
}

void ProxySession::serve(int stop) {
    while (exchange(stop)) {}
    // What was already said before one side left is still delivered, as a network would.
    flush(client_);
    flush(server_);
}

bool ProxySession::exchange(int stop) {
    const auto wanted = [](const Side& side) {
        return static_cast<short>(side.out.empty() ? POLLIN : POLLIN | POLLOUT);
    };
    std::array<pollfd, 3> events{{{stop, POLLIN, 0},
                                  {client_.socket.get(), wanted(client_), 0},
                                  {server_.socket.get(), wanted(server_), 0}}};
    if (::poll(events.data(), events.size(), -1) < 0) return errno == EINTR;
    if (events[0].revents != 0) return false;
    constexpr int readable = POLLIN | POLLHUP | POLLERR;
    // The client first: what it sends while an answer is on its way belongs to the same turn.
    if ((events[1].revents & readable) != 0 && !receive(client_, &ProxySession::pass_to_server))
        return false;
    if ((events[2].revents & readable) != 0 && !receive(server_, &ProxySession::pass_to_client))
        return false;
    return flush(client_) && flush(server_);
}

bool ProxySession::receive(Side& from, bool (ProxySession::*pass)(const WireMessage&)) {
    std::array<char, 65536> buffer;
    const ssize_t count = ::recv(from.socket.get(), buffer.data(), buffer.size(), 0);
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    if (count == 0) return false;
    if (&from == &client_) std::this_thread::sleep_for(ledger_->delay());
    from.reader.add({buffer.data(), static_cast<std::size_t>(count)});
    while (const auto message = from.reader.next())
        if (!(this->*pass)(*message)) return false;
    return true;
}

bool ProxySession::flush(Side& to) {
    while (!to.out.empty()) {
        const ssize_t count = ::send(to.socket.get(), to.out.data(), to.out.size(), MSG_NOSIGNAL);
        if (count < 0) return errno == EAGAIN || errno == EINTR;
        to.out.erase(0, static_cast<std::size_t>(count));
    }
    return true;
}

bool ProxySession::pass_start_up(const WireMessage& message) {
    client_spoke_ = true;
    const auto code = StartUp(start_up_code(message));
    if (code == StartUp::ssl || code == StartUp::gss_encryption) {
        // Declined: what is encrypted cannot be followed.
        client_.out += 'N';
        ledger_->count(&Traffic::round_trips);
        client_spoke_ = false;
        return true;
    }
    if (code != StartUp::cancel) {
        ledger_->count(&Traffic::sessions);
        client_.reader.start();
        unready_ = 1;
    }
    server_.out += message.bytes;
    return true;
}

bool ProxySession::pass_to_server(const WireMessage& message) {
    if (message.type == 0) return pass_start_up(message);
    client_spoke_ = true;
    if (started_) {
        ledger_->count(&Traffic::messages);
        const auto executed = follower_.executed(message);
        record(message, executed);
        if (meets_cut(message, executed)) return false;
        follow(message);
    }
    server_.out += message.bytes;
    return true;
}

bool ProxySession::meets_cut(const WireMessage& message,
                             const std::optional<std::string>& executed) {
    // A Parse says only what will be executed, and an Execute does not repeat it.
    const std::string_view content = executed              ? std::string_view(*executed)
                                     : message.type == 'P' ? std::string_view()
                                                           : message.payload;
    const auto cut = ledger_->cut_at(content);
    if (!cut) return false;
    if (cut->moment == Cut::Moment::before) return true;
    // COPY data belongs to an answer that has begun; anything else to one that is still to begin.
    const bool begun = message.type == 'd' || message.type == 'c' || message.type == 'S';
    answers_before_cut_ = unready_ - (begun && unready_ > 0 ? 1 : 0);
    return false;
}

void ProxySession::record(const WireMessage& message, const std::optional<std::string>& executed) {
    if (executed) ledger_->record_statement(*executed);
    if (message.type == 'd') copy_ += message.payload;
    if (message.type == 'c') ledger_->record_copy(std::exchange(copy_, {}));
    if (message.type == 'f') copy_.clear();
}

/// Counts the answers that the server owes.
void ProxySession::follow(const WireMessage& message) {
    if (message.type == 'Q' || message.type == 'S') ++unready_;
    if (message.type == 'Q' || message.type == 'E') by_query_ = message.type == 'Q';
}

bool ProxySession::pass_to_client(const WireMessage& message) {
    const bool ready = message.type == 'Z';
    if (answers_before_cut_ == 0U) return !ready;
    // A Sync that reaches the server while it reads COPY data is ignored.
    if (message.type == 'G' && !by_query_ && unready_ > 0) --unready_;
    if (ready) {
        started_ = true;
        if (unready_ > 0) --unready_;
        if (answers_before_cut_) --*answers_before_cut_;
    }
    if (std::exchange(client_spoke_, false)) ledger_->count(&Traffic::round_trips);
    client_.out += message.bytes;
    return true;
}

} // namespace varve::test
