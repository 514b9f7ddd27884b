#include "suite.hpp"

#include "varve/orm/tables.hpp"

namespace varve::test {

namespace {

using Texts = std::vector<std::string>;

Note sample(const char* title, const char* theme, std::int32_t days) {
    Note note{.title = title};
    note.settings.theme = theme;
    note.settings.limits = {days, std::nullopt};
    note.settings.tags = {"a", "", "\" \\ \n \x01 \xF0\x9F\xAA\xA8"};
    note.settings.loud = days > 5;
    note.settings.size = Size::boulder;
    note.settings.price = {"12345678901234567890.10"};
    note.settings.history = {{1, 0.1}, {2, 1e300}};
    note.settings.extra = {"[1]"};
    return note;
}

void keeps_a_struct_as_a_document(Session& session, Target&) {
    Repository<Note> notes(session);
    Note full = sample("full", "dark", -5), empty{.title = "empty"};
    full.more = Limits{3, 0.5};
    for (Note* const note : {&full, &empty}) {
        notes.insert(*note);
        const Note found = notes.find(note->id).value();
        BOOST_TEST((found.settings == note->settings));
        BOOST_TEST((found.more == note->more));
    }
    full.settings.tags.clear();
    full.more.reset();
    notes.update(full);
    BOOST_TEST((notes.find(full.id)->settings == full.settings));
    BOOST_TEST(!notes.find(full.id)->more.has_value());
    std::vector<Note> many(300, sample("many", "dark", 9));
    notes.insert_all(many);
    BOOST_TEST((notes.find_by(f<&Note::title> == "many").back().settings == many[0].settings));
}

// A document of another version of the program.
void understands_other_documents(Session& session, Target&) {
    const auto write = [&](const char* document) {
        remove<Note>().everywhere().run(session);
        raw("INSERT INTO notes (title, settings) VALUES ($1, $2)", "x", Json{document})
            .run(session);
        return from<Note>.one(session)->settings;
    };
    BOOST_TEST((write("{}") == Preferences()));
    const Preferences known =
        write(R"({"new": {"a": [1, {"b": null}]}, "theme": "\u00e9\ud83e\udea8\/", "loud": true})");
    BOOST_TEST(known.theme == "\xC3\xA9\xF0\x9F\xAA\xA8/");
    BOOST_TEST(known.loud);
    for (const char* const wrong : {"[]", R"({"theme": 5})", R"({"theme": null})",
                                    R"({"lim its": {"days": 1.5}})", R"({"size": "huge"})"})
        BOOST_TEST_CONTEXT(wrong)
    BOOST_CHECK_EXCEPTION(write(wrong), DatabaseError, [](const DatabaseError& error) {
        return error.kind() == DatabaseError::Kind::invalid_data &&
               std::string(error.what()).find("'settings' of notes") != std::string::npos;
    });
}

void asks_for_what_is_in_a_document(Session& session, Target&) {
    Repository<Note> notes(session);
    Note first = sample("a", "dark", 9), second = sample("b", "it's \"light\"", 10);
    second.more = Limits{1, 0.5};
    notes.insert(first);
    notes.insert(second);
    const auto titles = [&](auto condition) {
        return from<Note>.where(condition).order_by(f<&Note::title>).select(f<&Note::title>).all(session);
    };
    BOOST_TEST(titles(f<&Note::settings, &Preferences::theme> == "dark") == Texts{"a"});
    BOOST_TEST(titles(f<&Note::settings, &Preferences::theme> == second.settings.theme) ==
               Texts{"b"});
    constexpr auto days = f<&Note::settings, &Preferences::limits, &Limits::days>;
    BOOST_TEST(titles(days > 9) == Texts{"b"}); // a number, for which 10 is more
    BOOST_TEST(titles(f<&Note::settings, &Preferences::loud> == true) == (Texts{"a", "b"}));
    BOOST_TEST(titles(f<&Note::settings, &Preferences::size> == Size::boulder) ==
               (Texts{"a", "b"}));
    BOOST_TEST(titles(is_null(f<&Note::settings, &Preferences::limits, &Limits::rate>)) ==
               (Texts{"a", "b"}));
    BOOST_TEST(titles(f<&Note::more, &Limits::rate> < 0.75) == Texts{"b"});
    const auto rows = from<Note>.order_by(desc(days))
                          .select(days, f<&Note::settings, &Preferences::loud>,
                                  f<&Note::settings, &Preferences::limits>,
                                  f<&Note::more, &Limits::rate>)
                          .all(session);
    BOOST_TEST_REQUIRE(rows.size() == 2U);
    BOOST_TEST((std::get<0>(rows[0]) == 10));
    BOOST_TEST((std::get<1>(rows[0]) == true));
    BOOST_TEST((std::get<2>(rows[0]) == second.settings.limits));
    BOOST_TEST((std::get<3>(rows[0]) == 0.5));
    BOOST_TEST(!std::get<3>(rows[1]).has_value());
}

void changes_a_part_of_a_document(Session& session, Target&) {
    Repository<Note> notes(session);
    Note note = sample("a", "dark", 9), other = sample("b", "dark", 9);
    notes.insert(note);
    notes.insert(other);
    const auto set = [&]<auto... Members>(auto value, auto&... expected) {
        update<Note>(note.id).template set<Members...>(value).run(session);
        ((expected = value), ...);
        BOOST_TEST((notes.find(note.id)->settings == note.settings));
    };
    Preferences& s = note.settings;
    const std::string text = "' \" \\ $1 ? \xF0\x9F\xAA\xA8";
    set.operator()<&Note::settings, &Preferences::theme>(text, s.theme);
    set.operator()<&Note::settings, &Preferences::loud>(!s.loud, s.loud);
    set.operator()<&Note::settings, &Preferences::limits, &Limits::days>(-1, s.limits.days);
    set.operator()<&Note::settings, &Preferences::limits, &Limits::rate>(std::optional(0.25),
                                                                         s.limits.rate);
    set.operator()<&Note::settings, &Preferences::tags>(Texts{"x", text}, s.tags);
    set.operator()<&Note::settings, &Preferences::limits>(Limits{4, {}}, s.limits);
    set.operator()<&Note::settings, &Preferences::history>(std::vector<Limits>(), s.history);
    BOOST_TEST((notes.find(other.id)->settings == other.settings));
}

/// Keeps the text of the last statement.
struct LastText : QueryObserver {
    explicit LastText(Session& given) : session(given) { session.observe(this); }
    ~LastText() override { session.observe(nullptr); }
    void on_query(const QueryEvent& event) noexcept override { text = event.text; }

    Session& session;
    std::string text;
};

void finds_by_an_index_of_a_path(Session& session, Target&) {
    const LastText last(session);
    from<Note>.where(f<&Note::settings, &Preferences::theme> == "dark").all(session);
    const Dialect& dialect = session.dialect();
    if (dialect.name() == "mysql") return; // MariaDB has no indexes of expressions
    Connection& connection = session.connection();
    const schema::Index index = tables_of<Note>(dialect, "").model.tables.at(0).indexes.at(0);
    connection.execute("CREATE INDEX " + index.name + " ON notes (" +
                       index.elements.at(0).expression + ")");
    const bool is_sqlite = dialect.name() == "sqlite";
    if (!is_sqlite) connection.execute("SET enable_seqscan = off"); // there are too few rows
    std::string plan;
    const auto rows = connection.query(
        {(is_sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + last.text, {Value("dark")}});
    for (const RowValues& row : read_all(*rows)) plan += row.back().to_string() + '\n';
    BOOST_TEST_CONTEXT(plan) BOOST_TEST(plan.find(index.name) != std::string::npos);
    connection.execute("DROP INDEX " + index.name);
    if (!is_sqlite) connection.execute("RESET enable_seqscan");
}

} // namespace

std::vector<Case> document_cases() {
    return {{"keeps a struct as a document", keeps_a_struct_as_a_document},
            {"understands documents of other versions", understands_other_documents},
            {"asks for what is in a document", asks_for_what_is_in_a_document, Feature::json},
            {"changes a part of a document", changes_a_part_of_a_document, Feature::json},
            {"finds by an index of a path", finds_by_an_index_of_a_path, Feature::json}};
}

} // namespace varve::test
