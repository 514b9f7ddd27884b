#include "kernel/logging.hpp"

#include "kernel/valid_utf8.hpp"
#include "varve/error.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace varve {

namespace {

spdlog::level::level_enum level_of(log::Level level) {
    switch (level) {
    case log::Level::trace: return spdlog::level::trace;
    case log::Level::debug: return spdlog::level::debug;
    case log::Level::info: return spdlog::level::info;
    case log::Level::warning: return spdlog::level::warn;
    case log::Level::error: break;
    }
    return spdlog::level::err;
}

log::Level level_named(const std::string& word) {
    if (word == "trace") return log::Level::trace;
    if (word == "debug") return log::Level::debug;
    if (word == "info") return log::Level::info;
    return word == "warning" ? log::Level::warning : log::Level::error;
}

/// The message as a JSON string, quotes included, for the pattern of JSON lines.
class JsonMessage : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm&,
                spdlog::memory_buf_t& buffer) override {
        const std::string text =
            nlohmann::json(std::string(message.payload.data(), message.payload.size()))
                .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        buffer.append(text.data(), text.data() + text.size());
    }
    std::unique_ptr<spdlog::custom_flag_formatter> clone() const override {
        return std::make_unique<JsonMessage>();
    }
};

/// The message as text: what a terminal would obey in it (a server's escape sequence, say) is
/// written as \xNN. It may have several lines.
class PlainMessage : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm&,
                spdlog::memory_buf_t& buffer) override {
        const std::string text = valid_utf8({message.payload.data(), message.payload.size()});
        for (std::size_t i = 0; i < text.size(); ++i) {
            const auto byte = static_cast<unsigned char>(text[i]);
            const bool c0 = byte < 0x20 && byte != '\n' && byte != '\t';
            const bool c1 = byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0;
            if (c0 || c1 || byte == 0x7F)
                fmt::format_to(std::back_inserter(buffer), "\\x{:02x}",
                               c1 ? static_cast<unsigned char>(text[++i]) : byte);
            else
                buffer.push_back(text[i]);
        }
    }
    std::unique_ptr<spdlog::custom_flag_formatter> clone() const override {
        return std::make_unique<PlainMessage>();
    }
};

std::unique_ptr<spdlog::formatter> formatter(bool json, bool with_time) {
    auto result = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
    if (json)
        result->add_flag<JsonMessage>('*').set_pattern(
            R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":%*})");
    else
        result->add_flag<PlainMessage>('*').set_pattern(with_time ? "%Y-%m-%dT%H:%M:%S.%eZ %l: %*"
                                                                  : "varve: %l: %*");
    return result;
}

void pass_on(log::Level level, std::string_view message) {
    spdlog::default_logger_raw()->log(level_of(level),
                                      spdlog::string_view_t(message.data(), message.size()));
}

} // namespace

void start_logging(const Config& config, std::optional<log::Level> least) {
    const bool json = config.text("log.format") == "json";
    const log::Level level = least.value_or(level_named(config.text("log.level")));
    auto terminal = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    terminal->set_formatter(formatter(json, false));
    auto logger = std::make_shared<spdlog::logger>("varve", std::move(terminal));
    if (const auto file = config.path("log.file"); !file.empty()) {
        try {
            auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string());
            sink->set_formatter(formatter(json, true));
            logger->sinks().push_back(std::move(sink));
        } catch (const spdlog::spdlog_ex& error) {
            throw ConfigError(std::string("the log file cannot be opened: ") + error.what());
        }
    }
    logger->set_level(spdlog::level::trace);
    logger->flush_on(spdlog::level::trace);
    spdlog::set_default_logger(std::move(logger));
    log::set_sink(&pass_on, level);
}

} // namespace varve
