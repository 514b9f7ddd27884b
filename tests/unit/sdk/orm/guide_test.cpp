// What docs/guide/entities.md and docs/guide/queries.md show.
#include "plugins/dialects/sqlite/driver.hpp"

#include "varve/orm.hpp"

#include <boost/test/unit_test.hpp>

namespace guide {

enum class Role { reader, writer };

struct Address {
    std::string street;
    std::string city;
};

struct Email {
    std::string text;
};

struct Colors {
    std::string front = "black";
    std::string back = "white";
};

struct Preferences {
    Colors colors;
    std::int32_t font_size = 11;
    std::vector<std::string> languages;
};

struct User {
    std::int64_t id = 0;
    Email email;
    std::optional<std::string> displayName;
    Role role = Role::reader;
    Address home;
    Preferences settings;
    std::int32_t logins = 0;
    varve::TimestampTz created_at;
    varve::TimestampTz updated_at;
    std::optional<varve::TimestampTz> deleted_at;
    std::int32_t version = 0;
};

struct Post {
    std::int64_t id = 0;
    std::int64_t user_id = 0;
    std::string title;
    std::optional<double> stars;
};

struct Author {
    std::string email;
    std::int64_t posts = 0;
};

} // namespace guide

using guide::Address, guide::Author, guide::Colors, guide::Email, guide::Post, guide::Role,
    guide::Preferences, guide::User;

template <>
inline constexpr varve::EnumName<Role> varve::enum_names<Role>[] = {{Role::reader, "reader"},
                                                                    {Role::writer, "writer"}};

template <> struct varve::Codec<Email> : varve::CodecThrough<Email, std::string> {
    static Email from(std::string text) { return {std::move(text)}; }
    static const std::string& to(const Email& email) { return email.text; }
};

template <> struct varve::Document<Colors> {
    static constexpr auto members = varve::members(member<&Colors::front>, member<&Colors::back>);
};

template <> struct varve::Document<Preferences> {
    static constexpr auto members =
        varve::members(member<&Preferences::colors>, member<&Preferences::font_size>.named("size"),
                       member<&Preferences::languages>);
};

template <> struct varve::Entity<User> {
    static constexpr auto mapping = table<User>(
        "users", column<&User::id>.primary_key().identity(),
        column<&User::email>.unique().max_length(320), column<&User::displayName>,
        column<&User::role>.default_value("reader"),
        embedded<&User::home>("home_", column<&Address::street>, column<&Address::city>),
        column<&User::settings>, column<&User::logins>, column<&User::created_at>.created_at(),
        column<&User::updated_at>.updated_at(), column<&User::deleted_at>.deleted_at(),
        column<&User::version>.version(),
        index<&User::settings, &Preferences::font_size>("users_by_font_size"));
};

template <> struct varve::Entity<Post> {
    static constexpr auto mapping =
        table<Post>("posts", column<&Post::id>.primary_key().identity(), column<&Post::user_id>,
                    column<&Post::title>, column<&Post::stars>);
};

namespace {

using namespace varve;

struct Fixture {
    std::unique_ptr<Connection> connection =
        sqlite::SqliteDriver().connect({.url = Url::parse("sqlite::memory:")});
    Session session{*connection};

    Fixture() {
        connection->execute(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE, "
            "display_name TEXT, role TEXT, home_street TEXT, home_city TEXT, settings TEXT, logins "
            "INTEGER, created_at TEXT, updated_at TEXT, deleted_at TEXT, version "
            "INTEGER)");
        connection->execute("CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER, title "
                            "TEXT, stars REAL)");
    }
};

struct Counter final : QueryObserver {
    void on_query(const QueryEvent&) noexcept override { ++statements; }
    int statements = 0;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(orm_guide, Fixture)

BOOST_AUTO_TEST_CASE(repositories) {
    Repository<User> users(session);
    User ann{.email = {"ann@example.org"}, .home = {"Lake Road 1", "Bern"}};
    users.insert(ann); // ann.id is set now
    std::optional<User> found = users.find(ann.id);
    ann.displayName = "Ann";
    users.update(ann);
    // `found` is older than the row is now.
    found->logins = 100;
    try {
        users.update(*found);
    } catch (const StaleEntity&) {
        found = users.find(ann.id);
    }
    BOOST_TEST((found->displayName == "Ann"));

    users.increment<&User::logins>(1, ann.id); // in the database: `ann` is older now, too
    ann = users.find(ann.id).value();
    users.soft_remove(ann);
    BOOST_TEST(users.count() == 0U);
    BOOST_TEST(from<User>.with_deleted().count(session) == 1U);
    users.restore(ann);

    std::vector<Post> posts(1000, Post{.user_id = ann.id, .title = "On lakes"});
    Repository<Post>(session).insert_all(posts);
    const std::vector<Post> first = Repository<Post>(session).page_after(50);
    const std::vector<Post> second = Repository<Post>(session).page_after(50, first.back().id);
    BOOST_TEST(second.front().id == 51);
}

BOOST_AUTO_TEST_CASE(documents) {
    Repository<User> users(session);
    User ann{.email = {"ann@example.org"}, .settings = {.font_size = 16}};
    users.insert(ann);

    const std::vector<User> old_eyes =
        from<User>.where(f<&User::settings, &Preferences::font_size> > 14).all(session);
    update<User>(ann.id).set<&User::settings, &Preferences::colors, &Colors::back>("yellow").run(
        session);

    BOOST_TEST(old_eyes.size() == 1U);
    BOOST_TEST(users.find(ann.id)->settings.colors.back == "yellow");
}

BOOST_AUTO_TEST_CASE(tests_leave_nothing) {
    {
        const Transaction transaction(session.connection());
        User ann{.email = {"ann@example.org"}};
        Repository<User>(session).insert(ann);
        BOOST_TEST(from<User>.count(session) == 1U);
    } // not committed: nobody has seen her
    BOOST_TEST(from<User>.count(session) == 0U);
}

BOOST_AUTO_TEST_CASE(statements_can_be_counted) {
    Counter counter;
    session.observe(&counter);
    const std::vector<User> all = from<User>.all(session);
    BOOST_TEST(counter.statements == 1);
    session.observe(nullptr);
}

BOOST_AUTO_TEST_CASE(queries) {
    Repository<User> users(session);
    User ann{.email = {"ann@example.org"}, .role = Role::writer, .home = {"", "Bern"}};
    users.insert(ann);
    std::vector<Post> posts(3, Post{.user_id = ann.id, .title = "On lakes", .stars = 4});
    Repository<Post>(session).insert_all(posts);
    const std::string city = "Bern";
    const bool only_writers = true;

    const std::vector<User> page =
        from<User>
            .where(f<&User::home, &Address::city> == city &&
                   dynamic(only_writers, f<&User::role> == Role::writer))
            .order_by(desc(f<&User::logins>), f<&User::id>)
            .limit(50)
            .all(session);
    BOOST_TEST(page.size() == 1U);

    const std::vector<Author> authors =
        from<User>
            .join<Post>(f<&Post::user_id> == f<&User::id>)
            .group_by(f<&User::email>)
            .having(count() > 2)
            .select_as<Author>(sql<"lower({})", std::string>(f<&User::email>), count())
            .all(session);
    BOOST_TEST(authors.at(0).posts == 3);

    const auto idle =
        from<User>.where(!exists(from<Post>.where(f<&Post::user_id> == f<&User::id>)));
    BOOST_TEST(idle.count(session) == 0U);

    const auto ranked =
        from<Post>.select(f<&Post::title>, over(rank(), partition_by(f<&Post::user_id>),
                                                order_by(desc(f<&Post::stars>))));
    for (const auto& [title, place] : ranked.all(session)) BOOST_TEST(place == 1);

    std::size_t bytes = 0;
    from<Post>.each(session, [&](const Post& post) { bytes += post.title.size(); });
    BOOST_TEST(bytes == 24U);
}

BOOST_AUTO_TEST_CASE(changes) {
    const Post post{.user_id = 1, .title = "On lakes"};
    insert<Post>().values(post).run(session);
    const auto stars = update<Post>()
                           .where(is_null(f<&Post::stars>))
                           .set<&Post::stars>(5)
                           .returning(f<&Post::id>, f<&Post::stars>)
                           .all(session);
    BOOST_TEST(stars.size() == 1U);
    insert<Post>()
        .set<&Post::user_id>(1)
        .set<&Post::title>("On lakes")
        .on_conflict<&Post::id>()
        .set<&Post::title>(inserted<&Post::title>)
        .run(session);
    remove<Post>().where(f<&Post::stars> < 2).run(session);

    const auto titles =
        raw<std::tuple<std::string, std::int64_t>>(
            "SELECT title, count(*) FROM posts WHERE user_id = $1 GROUP BY title", 1)
            .all(session);
    BOOST_TEST(std::get<1>(titles.at(0)) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
