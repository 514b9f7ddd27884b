#pragma once

#include "duckdb_c.hpp"

#include <memory>
#include <string>

namespace varve::duckdb {

/// Destroys a handle of DuckDB's, which is done through a pointer to the handle.
template <auto destroy> struct Destroy {
    template <class Object> void operator()(Object* object) const noexcept { destroy(&object); }
};

template <class Handle, auto destroy>
using Owned = std::unique_ptr<std::remove_pointer_t<Handle>, Destroy<destroy>>;

using DatabasePtr = Owned<duckdb_database, duckdb_close>;
using SessionPtr = Owned<duckdb_connection, duckdb_disconnect>;
using ConfigPtr = Owned<duckdb_config, duckdb_destroy_config>;
using ExtractedPtr = Owned<duckdb_extracted_statements, duckdb_destroy_extracted>;
using CompiledPtr = Owned<duckdb_prepared_statement, duckdb_destroy_prepare>;
using PendingPtr = Owned<duckdb_pending_result, duckdb_destroy_pending>;
using ChunkPtr = Owned<duckdb_data_chunk, duckdb_destroy_data_chunk>;
using TypePtr = Owned<duckdb_logical_type, duckdb_destroy_logical_type>;
using ValuePtr = Owned<duckdb_value, duckdb_destroy_value>;
using AppenderPtr = Owned<duckdb_appender, duckdb_appender_destroy>;
using ErrorPtr = Owned<duckdb_error_data, duckdb_destroy_error_data>;

/// The handle that `function` gives through its last argument, whatever it returns.
template <class Ptr, class Function, class... Arguments>
Ptr made_by(Function function, Arguments... arguments) {
    typename Ptr::pointer handle = nullptr;
    function(arguments..., &handle);
    return Ptr(handle);
}

/// A text that DuckDB made for its caller; nothing where there is none.
inline std::string taken(char* text) {
    const std::unique_ptr<char, Destroy<[](char** memory) { duckdb_free(*memory); }>> owner(text);
    return text == nullptr ? std::string() : std::string(text);
}

} // namespace varve::duckdb
