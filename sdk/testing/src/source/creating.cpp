#include "source/workshop.hpp"

#include "varve/error.hpp"

#include <fstream>
#include <iterator>

namespace varve::testing {

namespace {

void needs_to_create(const Workshop& shop) {
    if (shop.facts().new_version.empty()) Report::skip("this source creates no migrations");
}

std::string content_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

void finds_what_it_creates(Workshop& shop) {
    needs_to_create(shop);
    shop.write_well_formed();
    const Version version(shop.facts().new_version);
    const std::string where = shop.source()->create(version, shop.facts().new_name);
    shop.report().check(!where.empty(), "create() says where it is");
    const SourceContents contents = shop.load();
    expect_no_problems(shop.report(), contents);
    const Migration& found = find_or_end(shop.report(), contents, shop.facts().new_version);
    shop.report().equal(found.name, shop.facts().new_name, "it has its name");
    shop.report().equal(contents.migrations.size(), shop.facts().well_formed.size() + 1,
                        "the others are still there");
}

void creates_no_version_twice(Workshop& shop) {
    needs_to_create(shop);
    const auto source = shop.source();
    const Version version(shop.facts().new_version);
    const std::filesystem::path where = source->create(version, shop.facts().new_name);
    const std::string content = content_of(where);
    try {
        source->create(version, shop.facts().new_name);
        shop.report().check(false, "a version that is there already is a MigrationError");
    } catch (const MigrationError&) {
        shop.report().check(content_of(where) == content, "the file is as it was");
    }
}

void refuses_names_that_will_not_do(Workshop& shop) {
    needs_to_create(shop);
    for (const std::string& name : shop.facts().bad_names) {
        try {
            shop.source()->create(Version(shop.facts().new_version), name);
            shop.report().check(false, "the name " + shown(name) + " is refused");
        } catch (const MigrationError& error) {
            shop.report().check(error.what() != std::string(), "the error says why");
        }
        shop.report().check(std::filesystem::is_empty(shop.path()), "nothing is written");
    }
}

void creates_nothing_outside_its_folder(Workshop& shop) {
    needs_to_create(shop);
    const std::filesystem::path inner = shop.path() / "migrations";
    const SourceRequest request{.directory = inner, .settings = shop.facts().settings};
    for (const std::string& name :
         {std::string("../outside"), std::string("/tmp/outside"), std::string("a/b"),
          std::string("a\0b", 3), std::string("line\nbreak"), std::string("日本 %s 'x' $(id)")}) {
        std::filesystem::create_directory(inner);
        try {
            shop.facts().make(request)->create(Version(shop.facts().new_version), name);
            shop.report().equal(shop.facts().make(request)->load().migrations.size(),
                                std::size_t{1}, "what was made of " + shown(name) + " is found");
        } catch (const MigrationError&) {
            shop.report().check(std::filesystem::is_empty(inner), "what is refused is not written");
        }
        std::filesystem::remove_all(inner);
        shop.report().check(std::filesystem::is_empty(shop.path()),
                            "nothing is written beside the folder for " + shown(name));
    }
}

} // namespace varve::testing
