#include "kernel/generate/draft.hpp"

#include "varve/error.hpp"

#include <algorithm>

namespace varve {

namespace {

std::string_view hazard_of(LockLevel lock) {
    switch (lock) {
    case LockLevel::none: break;
    case LockLevel::blocks_schema: return "other schema changes of it wait";
    case LockLevel::blocks_writes: return "others' writes to it wait";
    case LockLevel::blocks_all: return "others' reads and writes of it wait";
    }
    return {};
}

// A line of its own shows what a statement does well enough.
std::string comment_of(const std::string& statement, const StatementTraits& traits) {
    std::string comment;
    const auto add = [&](std::string_view words) {
        if (!words.empty()) comment.append(comment.empty() ? "-- " : "; ").append(words);
    };
    if (statement.find('\n') != std::string::npos) add(traits.summary);
    for (const Finding& loss : traits.losses) add(loss.reason);
    if (traits.creates.empty()) add(hazard_of(traits.lock));
    std::ranges::replace(comment, '\n', ' ');
    return comment.empty() ? comment : comment + '\n';
}

} // namespace

CommentedScript commented(const Dialect& dialect, const std::vector<std::string>& statements) {
    CommentedScript script;
    std::string outside; // what a transaction ignores stands before it, and once
    for (const std::string& statement : statements) {
        const Script read = dialect.split(statement + ";\n", 1);
        if (!read.problems.empty() || read.statements.size() != 1)
            throw Error("varve wrote a statement that it does not read as one: " + statement);
        const StatementTraits traits = dialect.classify(read.statements.front());
        for (const Finding& loss : traits.losses)
            if (std::ranges::find(script.losses, loss) == script.losses.end())
                script.losses.push_back(loss);
        const std::string text = comment_of(statement, traits) + statement + ";\n";
        if (traits.scope != Scope::no_effect)
            script.text += (script.text.empty() ? "" : "\n") + text;
        else if (outside.find(text) == std::string::npos)
            outside += text;
    }
    if (!outside.empty() && !script.text.empty()) outside += '\n';
    script.text.insert(0, outside);
    return script;
}

} // namespace varve
