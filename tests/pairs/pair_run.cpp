#include "pair_run.hpp"

#include "content.hpp"

#include "kernel/compare/schema_difference.hpp"
#include "kernel/engine.hpp"
#include "support/secret_watch.hpp"
#include "support/temp_dir.hpp"
#include "varve/db/connection.hpp"
#include "varve/db/driver.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace varve::test {

namespace {

[[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error(what);
}

bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(std::move(line));
    return lines;
}

// What stands behind this in lines of a text, up to `end`.
std::vector<std::string> found_behind(const std::string& text, const std::string& begin,
                                      char end = '\n') {
    std::vector<std::string> found;
    for (const std::string& line : lines_of(text))
        if (const std::size_t at = line.find(begin); at != std::string::npos) {
            const std::size_t from = at + begin.size();
            found.push_back(line.substr(from, line.find(end, from) - from));
        }
    return found;
}

// Agrees to all that it may lose.
std::string agreed(std::string text) {
    for (std::size_t at = 0; (at = text.find("(varve:allow ", at)) != std::string::npos;) {
        text.erase(at, 1);
        text.erase(text.find(')', at), 1);
    }
    return text;
}

/// One project, with one database.
class Bench {
public:
    Bench(const Pair& pair, const MakeDatabase& make_database)
        : pair_(pair), make_database_(make_database), database_(make_database()) {
        std::filesystem::create_directory(folder_ / "migrations");
        folder_.write("before.sql", pair.before);
        folder_.write("after.sql", pair.after);
    }

    void check() {
        execute(*database_, pair_.before);
        // In order or not: a session of varve's would look at SQLite's foreign keys.
        database_->execute(pair_.rows.empty() ? "SELECT 1" : pair_.rows);
        const schema::DatabaseSchema before = model();
        std::optional<Generation> generation = generate_or_refuse();
        if (!generation) return;
        if (generation->changes.empty()) {
            if (!pair_.careless) fail("generate finds nothing to do");
            return require_schema(pair_.after, "after.sql", "with nothing to do");
        }
        require_losses(*generation);
        same_ = answers_of(pair_.same);
        Engine(config()).create_migration("change", Engine::Language::sql,
                                          agreed(generation->text));
        try {
            run_and_revert(before);
        } catch (const std::exception& error) {
            fail(std::string(error.what()) + "\nby the migration:\n" + generation->text);
        }
    }

private:
    Config config() const { return config(database_->url()); }

    Config config(const std::string& url) const {
        return Config::load(
            {.flags = {{"url", url}, {"project.migrations", (folder_ / "migrations").string()}},
             .plugin_folders = {VARVE_BINARY_DIR "/lib/varve/plugins"},
             .environment = Environment({{"VARVE_PASSWORD", test_password()}}),
             .directory = folder_.path()});
    }

    schema::DatabaseSchema model() { return looking_.read_schema(); }

    Generation generate(const std::string& file, std::vector<std::string> dropped = {}) const {
        GenerateRequest request{.to = (folder_ / file).string(), .dropped = std::move(dropped)};
        for (const std::string& answer : pair_.answers) {
            const std::size_t blank = answer.find(' ');
            (answer.starts_with("renamed ") ? request.renamed : request.dropped)
                .push_back(answer.substr(blank + 1));
        }
        return Engine(config()).generate(request);
    }

    // None where it refuses as it shall.
    std::optional<Generation> generate_or_refuse() const {
        try {
            Generation generation = generate("after.sql");
            if (pair_.refused) fail("it is not refused, but written:\n" + generation.text);
            return generation;
        } catch (const Error& error) {
            if (pair_.refused && says(error.what(), *pair_.refused)) return {};
            if (!pair_.careless || error.exit_code() != ExitCode::refused) throw;
            return generate("after.sql", found_behind(error.what(), "-- varve:dropped "));
        }
    }

    void require_losses(const Generation& generation) const {
        const auto rules = found_behind(generation.text, "(varve:allow ", ')');
        const std::set<std::string> losses(rules.begin(), rules.end());
        if (pair_.careless || losses == pair_.losses) return;
        std::string words = "it loses:";
        for (const std::string& rule : losses) words += ' ' + rule;
        fail(words + "\nby the migration:\n" + generation.text);
    }

    // In any order of rows.
    std::vector<std::string> answers_of(const std::vector<std::string>& queries) const {
        std::vector<std::string> answers;
        for (const std::string& query : queries) {
            std::vector<std::string> lines = lines_of(database_->rows(query));
            std::ranges::sort(lines);
            std::string& answer = answers.emplace_back(query + '\n');
            for (const std::string& line : lines) answer += line + '\n';
        }
        return answers;
    }

    void require_same(const std::string& when) const {
        const auto now = answers_of(pair_.same);
        const auto other = std::ranges::mismatch(now, same_);
        if (other.in1 != now.end())
            fail(when + " it is not the same:\n" + *other.in1 + "and it was\n" + *other.in2);
    }

    Content content(const schema::DatabaseSchema& of) {
        return content_of(*looking_.connect(), of);
    }

    void require_rows(const std::vector<std::string>& now, const std::vector<std::string>& then,
                      const std::string& table, const std::string& when) const {
        if (now == then) return;
        std::string words = when + " the rows of " + table + " are others:";
        for (const std::string& row : now) words += "\n  " + row;
        words += "\nand they were:";
        for (const std::string& row : then) words += "\n  " + row;
        fail(words);
    }

    std::unique_ptr<Connection> connect(const std::string& url) {
        ConnectRequest request{.url = Url::parse(url)};
        request.url.set_password(Secret(test_password()));
        return driver().connect(request);
    }

    const Driver& driver() {
        return looking_.plugins().driver(Url::parse(database_->url()).scheme());
    }

    // Statement by statement, in a session as varve's are.
    void execute(const Database& database, const std::string& sql) {
        const auto connection = connect(database.url());
        const Script script = connection->dialect().split(sql, 1);
        if (!script.problems.empty()) fail(script.problems.front().sentence);
        for (const ScriptStatement& one : script.statements)
            connection->execute(Statement{one.text, {}, one.input});
    }

    // The driver's words, which know nothing of the model; less the rows, varve's own tables, and
    // the name of the database.
    std::vector<SchemaObject> description_of(const Database& database) {
        const auto connection = connect(database.url());
        auto objects = driver().describe(*connection).value_or(std::vector<SchemaObject>());
        std::erase_if(objects, [](const SchemaObject& object) {
            return object.kind == "rows" || object.table.find("varve_") != std::string::npos;
        });
        const std::string home = connection->dialect().quote(database.name()) + '.';
        for (SchemaObject& object : objects)
            for (std::size_t at = 0; (at = object.definition.find(home, at)) != std::string::npos;)
                object.definition.erase(at, home.size());
        return objects;
    }

    void require_schema(const std::string& sql, const std::string& file, const std::string& when) {
        const Generation rest = generate(file);
        if (!rest.changes.empty()) fail(when + " generate finds more to do:\n" + rest.text);
        if (!rest.untouched.empty()) return; // and so described otherwise
        const auto wanted = make_database_();
        execute(*wanted, sql);
        auto others = differences(description_of(*wanted), description_of(*database_));
        if (!others.empty()) {
            const schema::DatabaseSchema model = Engine(config(wanted->url())).read_schema();
            if (!model.unread.empty()) return; // and so made otherwise
            const auto all = others;
            std::erase_if(others, [&](const auto& one) {
                return is_let_be(one, model) || has_twin(one, all);
            });
        }
        std::string words;
        for (const SchemaDifference& one : others)
            words += "\n  " + in_words(one.before.kind.empty() ? one.after : one.before) + ": " +
                     one.before.definition + " -> " + one.after.definition;
        if (!words.empty()) fail(when + " these are not as they shall be:" + words);
    }

    // What the index of a partition is called is not said by its whole's, and nobody asks.
    static bool has_twin(const SchemaDifference& one, const std::vector<SchemaDifference>& all) {
        const auto facts = [](const SchemaDifference& of) {
            const SchemaObject& object = of.before.kind.empty() ? of.after : of.before;
            const std::size_t on =
                std::min(object.definition.find(" ON "), object.definition.size());
            return object.kind == "index" ? object.definition.substr(on) : std::string();
        };
        return !facts(one).empty() && std::ranges::any_of(all, [&](const SchemaDifference& other) {
            return other.kind != one.kind && facts(other) == facts(one);
        });
    }

    // Extensions stay, and what is in a namespace that the wanted schema does not speak of.
    static bool is_let_be(const SchemaDifference& one, const schema::DatabaseSchema& wanted) {
        const std::string& name = one.after.name;
        if (one.kind != SchemaDifference::Kind::added || wanted.name_spaces.empty()) return false;
        if (one.after.kind == "extension") return true;
        const std::string name_space = name.substr(0, name.find('.'));
        return (one.after.kind == "schema" || name != name_space) &&
               std::ranges::find(wanted.name_spaces, name_space, &schema::Namespace::name) ==
                   wanted.name_spaces.end();
    }

    void run_and_revert(const schema::DatabaseSchema& before) {
        const Content values = content(before);
        try {
            Engine(config()).run();
        } catch (const Error& error) {
            if (!pair_.fails || !says(error.what(), *pair_.fails)) throw;
            forget_migration();
            require_schema(pair_.before, "before.sql", "behind the run that failed,");
            if (content(before) != values) fail("the run that failed has changed values");
            return require_same("behind the run that failed");
        }
        if (pair_.fails) fail("the run does not fail");
        require_schema(pair_.after, "after.sql", "behind the run");
        require_same("behind the run");
        const schema::DatabaseSchema after = model();
        const Content new_values = content(after);
        const auto kept = kept_tables(pair_, before, after, looking_.connect()->name_space());
        for (const KeptTable& table : kept)
            require_rows(rows_of(new_values, table.after, table.columns_after),
                         rows_of(values, table.before, table.columns_before), table.after.name,
                         "behind the run");

        if (!reverts()) return;
        forget_migration();
        require_schema(pair_.before, "before.sql", "on the way back");
        require_same("on the way back");
        const Content old_values = content(before);
        for (const KeptTable& table : kept)
            require_rows(rows_of(old_values, table.before, table.columns_before),
                         rows_of(values, table.before, table.columns_before), table.before.name,
                         "on the way back");
    }

    bool reverts() const {
        try {
            Engine(config()).run({.direction = Direction::down, .down = {.allows = {"all"}}});
        } catch (const Error& error) {
            if (!pair_.stuck || !says(error.what(), *pair_.stuck)) throw;
            return false;
        }
        if (pair_.stuck) fail("there is a way back");
        return true;
    }

    // It is not run, and nothing is generated while it is pending.
    void forget_migration() const {
        std::filesystem::remove_all(folder_ / "migrations");
        std::filesystem::create_directory(folder_ / "migrations");
    }

    const Pair& pair_;
    const MakeDatabase& make_database_;
    const std::unique_ptr<Database> database_;
    TempDir folder_{TempDir::Where::memory};
    Engine looking_{
        config()}; ///< changes nothing; what does gets an engine of its own, as a command
    std::vector<std::string> same_;
};

} // namespace

std::string failure_of(const Pair& pair, const MakeDatabase& make_database) {
    try {
        Bench(pair, make_database).check();
        return {};
    } catch (const std::exception& error) {
        return error.what();
    }
}

} // namespace varve::test
