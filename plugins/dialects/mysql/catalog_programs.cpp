#include "catalog_reader.hpp"
#include "catalog_text.hpp"
#include "dialect.hpp"
#include "lexical_rules.hpp"

#include <algorithm>
#include <array>

namespace varve::mysql {

using namespace schema;

namespace {

constexpr std::string_view views = R"sql(
SELECT table_name, view_definition, check_option, security_type, {views.algorithm}
FROM information_schema.views WHERE table_schema = {database} ORDER BY table_name)sql";

constexpr std::string_view parameters = R"sql(
SELECT routine_type, specific_name, parameter_mode, parameter_name, dtd_identifier, character_set_name, collation_name
FROM information_schema.parameters WHERE specific_schema = {database}
ORDER BY routine_type, specific_name, ordinal_position)sql";

constexpr std::string_view routines = R"sql(
SELECT routine_type, routine_name, routine_definition, is_deterministic, sql_data_access, security_type,
  sql_mode, routine_comment
FROM information_schema.routines WHERE routine_schema = {database}
  AND routine_type IN ('FUNCTION', 'PROCEDURE') ORDER BY routine_name, routine_type)sql";

constexpr std::string_view packages = R"sql(
SELECT LOWER(routine_type), routine_name FROM information_schema.routines WHERE routine_schema = {database}
  AND routine_type NOT IN ('FUNCTION', 'PROCEDURE') ORDER BY routine_name, routine_type)sql";

constexpr std::string_view triggers = R"sql(
SELECT event_object_table, trigger_name, action_timing, event_manipulation, action_statement, sql_mode
FROM information_schema.triggers WHERE trigger_schema = {database}
ORDER BY event_object_table, action_timing, event_manipulation, action_order)sql";

// Without a word about its beginning an event begins when it is made, or changed.
constexpr std::string_view events = R"sql(
SELECT event_name, execute_at, interval_value, interval_field,
  IF(ABS(TIMESTAMPDIFF(SECOND, starts, created)) <= 1 OR ABS(TIMESTAMPDIFF(SECOND, starts, last_altered)) <= 1,
    NULL, starts), ends, status, on_completion, event_comment, event_definition, sql_mode
FROM information_schema.events WHERE event_schema = {database} ORDER BY event_name)sql";

// Those in which a program's text would say something else.
constexpr std::array modes_of_text{"ANSI_QUOTES",          "PIPES_AS_CONCAT",     "ORACLE",
                                   "NO_BACKSLASH_ESCAPES", "HIGH_NOT_PRECEDENCE", "IGNORE_SPACE"};

bool has_mode(std::string_view modes, std::string_view mode) {
    return (',' + std::string(modes) + ',').find(',' + std::string(mode) + ',') !=
           std::string::npos;
}

// FETCH GROUP NEXT ROW is in an aggregate function, and in nothing else.
bool is_aggregate(std::string_view body, const SqlMode& mode) {
    const std::vector<Token> tokens = tokens_of(body, mode);
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i)
        if (tokens[i].is("FETCH") && tokens[i + 1].is("GROUP") && tokens[i + 2].is("NEXT"))
            return true;
    return false;
}

std::string status_of(std::string_view status) {
    if (status == "DISABLED") return " DISABLE";
    return status == "ENABLED" ? "" : " DISABLE ON SLAVE";
}

} // namespace

std::string CatalogReader::comment_clause(std::string_view comment) const {
    return comment.empty() ? std::string() : " COMMENT " + quoted_text(comment, mode_);
}

bool CatalogReader::is_readable(std::string_view modes, const std::string& what) {
    for (const std::string_view mode : modes_of_text) {
        if (has_mode(modes, mode) == has_mode(session_modes_, mode)) continue;
        model_.unread.push_back(what + ", which was made in another sql_mode (" +
                                std::string(mode) + ')');
        return false;
    }
    return true;
}

void CatalogReader::read_views() {
    each(views, 5, [&](const CatalogRow& row) {
        if (row.view(1).empty()) {
            model_.unread.push_back("view " + row.text(0) + " (the right SHOW VIEW is missing)");
            return;
        }
        View view{.name = {{}, row.text(0)}};
        view.query = unqualified(row.view(1), id_of(view));
        if (row.view(2) != "NONE") view.options["check_option"] = row.text(2);
        if (row.view(3) != "DEFINER") view.options["security"] = row.text(3);
        if (!row.view(4).empty() && row.view(4) != "UNDEFINED")
            view.options["algorithm"] = row.text(4);
        model_.views.push_back(std::move(view));
    });
    std::ranges::sort(model_.views, {}, &View::name);
}

void CatalogReader::read_parameters() {
    each(parameters, 7, [&](const CatalogRow& row) {
        const std::pair key{row.text(0), row.text(1)};
        std::string type = row.text(4);
        if (!row.view(6).empty() && row.view(6) != collation_)
            type += " CHARACTER SET " + row.text(5) + " COLLATE " + row.text(6);
        if (row.view(3).empty()) {
            results_[key] = type;
            return;
        }
        const bool tells_mode = key.first == "PROCEDURE" || row.view(2) != "IN";
        const std::string mode = tells_mode ? row.text(2) + ' ' : "";
        const auto add = [&](std::string& list, const std::string& one) {
            list += (list.empty() ? "" : ", ") + one;
        };
        add(parameters_[key], mode + quoted_identifier(row.view(3)) + ' ' + type);
        add(signatures_[key], mode + type);
    });
}

void CatalogReader::read_routines() {
    each(routines, 8, [&](const CatalogRow& row) {
        const std::pair key{row.text(0), row.text(1)};
        const bool is_procedure = key.first == "PROCEDURE";
        const std::string what = (is_procedure ? "procedure " : "function ") + key.second;
        if (row.view(2).empty()) {
            model_.unread.push_back(what + " (its text is shown only to who made it)");
            return;
        }
        if (!is_readable(row.view(6), what)) return;
        std::string& signature = signatures_[key];
        if (is_procedure && signature.empty()) signature = "void"; // a function may be its namesake
        const std::string kind = is_aggregate(row.view(2), mode_) ? "AGGREGATE " : "";
        std::string text = "CREATE " + kind + key.first + ' ' + quoted_identifier(key.second) +
                           " (" + parameters_[key] + ')';
        if (!is_procedure) text += " RETURNS " + results_[key];
        if (row.is_yes(3)) text += " DETERMINISTIC";
        if (row.view(4) != "CONTAINS SQL") text += ' ' + row.text(4);
        if (row.view(5) != "DEFINER") text += " SQL SECURITY " + row.text(5);
        text += comment_clause(row.view(7)) + '\n' + row.text(2);
        model_.routines.push_back(
            {.name = {{}, key.second},
             .arguments = signature,
             .kind = is_procedure ? Routine::Kind::procedure : Routine::Kind::function,
             .definition = std::move(text)});
    });
    each(packages, 2,
         [&](const CatalogRow& row) { model_.unread.push_back(row.text(0) + ' ' + row.text(1)); });
    std::ranges::sort(model_.routines, {}, &Routine::name);
}

// Of several for the same, each is told which one it follows.
void CatalogReader::read_triggers() {
    std::string last, former;
    each(triggers, 6, [&](const CatalogRow& row) {
        Table* const one = table(row.text(0));
        if (one == nullptr) return;
        const std::string when =
            row.text(2) + ' ' + row.text(3) + " ON " + quoted_identifier(row.view(0));
        if (!is_readable(row.view(5), "trigger " + row.text(1))) return;
        Trigger trigger{.name = row.text(1)};
        trigger.definition =
            "CREATE TRIGGER " + quoted_identifier(trigger.name) + ' ' + when + " FOR EACH ROW";
        if (when == last) {
            trigger.definition += " FOLLOWS " + quoted_identifier(former);
            model_.dependencies.push_back({{ObjectKind::trigger, one->name, trigger.name},
                                           {ObjectKind::trigger, one->name, former}});
        }
        trigger.definition += '\n' + row.text(4);
        last = when;
        former = trigger.name;
        one->triggers.push_back(std::move(trigger));
    });
    for (Table& table : model_.tables) std::ranges::sort(table.triggers, {}, &Trigger::name);
}

void CatalogReader::read_events() {
    each(events, 11, [&](const CatalogRow& row) {
        const std::string name = row.text(0);
        if (!is_readable(row.view(10), "event " + name)) return;
        const auto time = [&](std::string_view word, std::size_t i) {
            return row.view(i).empty() ? std::string()
                                       : std::string(word) + " '" + row.text(i) + '\'';
        };
        std::string text =
            "CREATE EVENT " + quoted_identifier(name) + " ON SCHEDULE" + time(" AT", 1);
        if (!row.view(2).empty())
            text +=
                " EVERY " + row.text(2) + ' ' + row.text(3) + time(" STARTS", 4) + time(" ENDS", 5);
        if (row.view(7) == "PRESERVE") text += " ON COMPLETION PRESERVE";
        text += status_of(row.view(6)) + comment_clause(row.view(8)) + " DO\n" + row.text(9);
        model_.events.push_back({.name = {{}, name}, .definition = std::move(text)});
    });
    std::ranges::sort(model_.events, {}, &Event::name);
}

} // namespace varve::mysql
