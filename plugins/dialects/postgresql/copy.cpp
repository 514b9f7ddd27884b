#include "copy.hpp"

namespace varve::postgresql {

namespace {

constexpr std::size_t chunk_size = 65536;

} // namespace

bool put_copy_data(Exchange& exchange, std::string_view bytes) {
    return PQputCopyData(&exchange.handle(), bytes.data(), static_cast<int>(bytes.size())) == 1;
}

Result copy_in(Exchange& exchange, std::string_view input) {
    bool accepted = true;
    for (std::size_t at = 0; accepted && at < input.size(); at += chunk_size)
        accepted = put_copy_data(exchange, input.substr(at, chunk_size));
    PQputCopyEnd(&exchange.handle(), nullptr);
    return exchange.drain();
}

} // namespace varve::postgresql
