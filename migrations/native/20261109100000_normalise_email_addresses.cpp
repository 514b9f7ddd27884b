// Addresses are kept without blanks around them and with their domain in small letters, in which
// mail servers see no difference. What stands before the @ is left as it is: there some do. What
// was typed is kept beside it, so that this can be taken back.
#include <varve/migration/native_migration.hpp>

#include <algorithm>
#include <array>

namespace {

std::string normalised(const std::string& address) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = address.find_first_not_of(blanks);
    if (first == std::string::npos) return address;
    std::string result = address.substr(first, address.find_last_not_of(blanks) + 1 - first);
    const std::size_t at = result.rfind('@');
    if (at == std::string::npos) return result;
    std::transform(result.begin() + static_cast<std::ptrdiff_t>(at), result.end(),
                   result.begin() + static_cast<std::ptrdiff_t>(at),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (result.ends_with('.')) result.pop_back();
    return result;
}

class NormaliseEmailAddresses : public varve::NativeMigration {
public:
    void up(varve::MigrationContext& context) override {
        const auto set_address = context.connection().prepare(
            "UPDATE users SET email_as_typed = email, email = " + context.dialect().parameter(1) +
            " WHERE id = " + context.dialect().parameter(2));
        std::size_t changed = 0;
        context.in_batches({.query = {"SELECT id, email FROM users"},
                            .key = "id",
                            .kinds = {varve::Kind::integer, varve::Kind::text}},
                           [&](const std::vector<varve::RowValues>& rows) {
                               for (const varve::RowValues& row : rows) {
                                   const std::string typed = row[1].to_string();
                                   const varve::Value kept(normalised(typed));
                                   if (kept.to_string() == typed) continue;
                                   set_address->execute(std::array{kept.cell(), row[0].cell()});
                                   ++changed;
                               }
                           });
        context.log(std::to_string(changed) + " addresses changed");
    }

    void down(varve::MigrationContext& context) override {
        context.connection().execute("UPDATE users SET email = email_as_typed, email_as_typed = "
                                     "NULL WHERE email_as_typed IS NOT NULL");
    }

    varve::TransactionMode transaction() const override { return varve::TransactionMode::none; }
    bool retryable() const override { return true; }
};

} // namespace

VARVE_MIGRATION(NormaliseEmailAddresses)
