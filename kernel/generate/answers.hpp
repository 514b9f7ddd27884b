#pragma once

#include "varve/export.hpp"
#include "varve/schema/change.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// What a person says of a thing that is gone while one like it is there: it is that one, and has
/// another name now; or it is not, and goes.
///
///     renamed column users.email from=mail
///     dropped table people
///
/// Migrations that are written for entities record in the same words what became of their tables,
/// and that one was made.
///
/// Names are with their namespace or without; a name with a dot in it stands in double quotes.
struct Answer {
    enum class Kind : std::uint8_t { renamed, dropped, made };
    Kind kind = Kind::renamed;
    schema::ObjectId object = {}; ///< as it is called now; dropped: as it was
    std::string from = {};        ///< the last part of its former name
};

/// "renamed", "dropped", "made"
std::string_view to_string(Answer::Kind kind);
/// "renamed table users from=people"
std::string in_words(const Answer& answer);

/// "column users.email from=mail" behind "renamed", "column users.mail" behind "dropped"; what has
/// no namespace is in `name_space`. ConfigError where it cannot be read, which shows `place`.
VARVE_API Answer read_answer(Answer::Kind kind, std::string_view words,
                             const std::string& name_space, const std::string& place);

/// Those in comments of a file of SQL: `-- varve:renamed …`, `-- varve:dropped …`.
std::vector<Answer> answers_in_file(const std::string& file, const std::string& name_space);

/// A thing that is gone, and those of which nobody said whether they are the same.
struct Question {
    schema::ObjectId gone;
    std::vector<schema::ObjectId> added;
};

/// Says which of its answers is right; nothing where it cannot.
using Ask = std::function<std::optional<Answer>(const Question&)>;

/// The renames that the answers ask for, of things that are there and not yet called so.
VARVE_API std::vector<schema::Change> renames(const schema::DatabaseSchema& from,
                                              const schema::DatabaseSchema& to,
                                              const std::vector<Answer>& answers,
                                              schema::ObjectKind kind);

/// Indexes and constraints that are the same but for their names: whether they were renamed or not,
/// nothing else can come of it.
VARVE_API std::vector<schema::Change> harmless_renames(const schema::DatabaseSchema& from,
                                                       const schema::DatabaseSchema& to);

/// Tables and columns that are gone from `to` while something like them was added, and no answer
/// says that they go.
VARVE_API std::vector<Question> questions(const schema::DatabaseSchema& from,
                                          const schema::DatabaseSchema& to,
                                          const std::vector<Answer>& answers);

/// The lines of which one answers.
VARVE_API std::string in_words(const Question& question);

} // namespace varve
