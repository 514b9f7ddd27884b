#include "apps/varve/rename_question.hpp"

#include <charconv>

namespace varve {

namespace {

// What the number stands for; nothing where it stands for nothing.
std::optional<Answer> chosen(const Question& question, const std::string& typed) {
    const schema::ObjectId& gone = question.gone;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    if (error != std::errc() || end != typed.data() + typed.size()) return std::nullopt;
    if (number == question.added.size() + 1) return Answer{Answer::Kind::dropped, gone};
    if (number < 1 || number > question.added.size()) return std::nullopt;
    return Answer{Answer::Kind::renamed, question.added[number - 1],
                  gone.kind == schema::ObjectKind::table ? gone.name.name : gone.part};
}

} // namespace

std::optional<Answer> ask_for(const Question& question, Terminal& terminal) {
    std::string text = in_words(question.gone) + " is gone:\n";
    std::size_t number = 0;
    for (const schema::ObjectId& added : question.added)
        text += "  " + std::to_string(++number) + "  it is " + in_words(added) + " now\n";
    text += "  " + std::to_string(number + 1) + "  it goes, with all that is in it\n";
    const std::string prompt = "Which? [1-" + std::to_string(number + 1) + ", Enter to stop] ";
    std::optional<std::string> typed = terminal.answer(text + prompt);
    while (typed && !typed->empty()) {
        if (std::optional<Answer> answer = chosen(question, *typed)) return answer;
        typed = terminal.answer(prompt);
    }
    return std::nullopt;
}

} // namespace varve
