#include "template.hpp"

namespace varve::native {

namespace {

// "split_full_names" as a class is called: SplitFullNames. One that begins with a digit cannot be.
std::string class_name(const std::string& name) {
    std::string result;
    bool starts_word = true;
    for (const char c : name) {
        if (c != '_') result += starts_word && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        starts_word = c == '_';
    }
    return result.front() >= '0' && result.front() <= '9' ? "Migration" + result : result;
}

} // namespace

std::string migration_template(const std::string& name) {
    const std::string type = class_name(name);
    return "// " + name +
           R"(: say here why.
//
// List this file in varve_migrations(), whose library project.sources names, and build.
)"
           "#include <varve/migration/native_migration.hpp>\n"
           R"(
namespace {

class )" + type +
           R"( : public varve::NativeMigration {
public:
    void up(varve::MigrationContext& context) override {
        context.log("there is nothing to do yet");
    }

    void down(varve::MigrationContext& context) override {
        context.log("there is nothing to take back yet");
    }
};

} // namespace

VARVE_MIGRATION()" +
           type + ")\n";
}

} // namespace varve::native
