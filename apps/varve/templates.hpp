#pragma once

#include <span>
#include <string_view>

namespace varve {

/// A file of the projects in sdk/templates, built in. Each is a project called "acme".
struct TemplateFile {
    std::string_view kind; ///< of the plugin that it is for
    std::string_view path;
    std::string_view content;
};

std::span<const TemplateFile> template_files();

} // namespace varve
