#pragma once

#include "varve/error.hpp"
#include "varve/export.hpp"
#include "varve/plugin/project.hpp"
#include "varve/plugin/settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// An option of a command, as data: parsing, help, completion and man pages are all made from it.
struct OptionSpec {
    std::string name;       ///< "wait-lock"; "out,o" where there is a short form
    std::string value = {}; ///< what stands for the value in help: "DURATION"; empty: a switch
    std::string help;
    std::string standard = {};             ///< the default, as a person would write it
    std::vector<std::string> choices = {}; ///< the only values allowed
    bool repeated = false;                 ///< may be given several times
};

struct ArgumentSpec {
    std::string name; ///< "NAME"
    std::string help;
    bool required = true;
    bool repeated = false; ///< takes all that is left
};

struct CommandSpec {
    std::string name;         ///< "lock status": the words after the program's name
    std::string summary;      ///< one line
    std::string details = {}; ///< paragraphs; what it does, and what it does not
    std::vector<ArgumentSpec> arguments = {};
    std::vector<OptionSpec> options = {};
    std::vector<std::string> examples = {}; ///< "varve run --steps 1"
};

/// What the user gave.
class VARVE_API Arguments {
public:
    using Values = std::map<std::string, std::vector<std::string>, std::less<>>;

    Arguments() = default;
    explicit Arguments(Values values) : values_(std::move(values)) {}

    bool has(std::string_view name) const noexcept;
    /// The last value of an option or argument; empty where it was not given.
    std::string text(std::string_view name) const;
    std::vector<std::string> list(std::string_view name) const;
    /// Throws ConfigError where the text is not a whole number that is at least `least`.
    std::int64_t integer(std::string_view name, std::int64_t least) const;

private:
    Values values_;
};

/// What a command is run in.
class VARVE_API CommandContext {
public:
    virtual ~CommandContext();

    virtual const Arguments& arguments() const = 0;
    /// The plugin's own section.
    virtual const Settings& settings() const = 0;
    virtual Project& project() = 0;

    /// Did the user ask for --json? Then print exactly one JSON document.
    virtual bool json() const = 0;
    virtual bool quiet() const = 0;
    /// To standard output, as it is.
    virtual void print(std::string_view text) = 0;
    /// Asks yes or no on a terminal; elsewhere true only with --yes.
    virtual bool confirm(std::string_view question) = 0;
};

/// A command that a plugin adds to the program.
class VARVE_API Command {
public:
    virtual ~Command();
    virtual const CommandSpec& spec() const = 0;
    virtual ExitCode run(CommandContext& context) = 0;
};

} // namespace varve
