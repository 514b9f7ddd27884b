#pragma once

#include <cstdint>

/// What this plugin uses of DuckDB's C interface, as its documentation describes it: the package
/// that the library comes in has no header. Handles are pointers to types that stay incomplete;
/// each has a `destroy`, see handles.hpp.
extern "C" {

using idx_t = std::uint64_t;

enum duckdb_state { DuckDBSuccess = 0, DuckDBError = 1 };

enum duckdb_type {
    DUCKDB_TYPE_BOOLEAN = 1,
    DUCKDB_TYPE_TINYINT = 2,
    DUCKDB_TYPE_SMALLINT = 3,
    DUCKDB_TYPE_INTEGER = 4,
    DUCKDB_TYPE_BIGINT = 5,
    DUCKDB_TYPE_UTINYINT = 6,
    DUCKDB_TYPE_USMALLINT = 7,
    DUCKDB_TYPE_UINTEGER = 8,
    DUCKDB_TYPE_UBIGINT = 9,
    DUCKDB_TYPE_FLOAT = 10,
    DUCKDB_TYPE_DOUBLE = 11,
    DUCKDB_TYPE_TIMESTAMP = 12,
    DUCKDB_TYPE_DATE = 13,
    DUCKDB_TYPE_TIME = 14,
    DUCKDB_TYPE_INTERVAL = 15,
    DUCKDB_TYPE_HUGEINT = 16,
    DUCKDB_TYPE_VARCHAR = 17,
    DUCKDB_TYPE_BLOB = 18,
    DUCKDB_TYPE_DECIMAL = 19,
    DUCKDB_TYPE_TIMESTAMP_S = 20,
    DUCKDB_TYPE_TIMESTAMP_MS = 21,
    DUCKDB_TYPE_TIMESTAMP_NS = 22,
    DUCKDB_TYPE_ENUM = 23,
    DUCKDB_TYPE_UUID = 27,
    DUCKDB_TYPE_TIMESTAMP_TZ = 31,
    DUCKDB_TYPE_UHUGEINT = 32,
    DUCKDB_TYPE_SQLNULL = 36,
};

enum duckdb_statement_type {
    DUCKDB_STATEMENT_TYPE_SELECT = 1,
    DUCKDB_STATEMENT_TYPE_INSERT = 2,
    DUCKDB_STATEMENT_TYPE_UPDATE = 3,
    DUCKDB_STATEMENT_TYPE_EXPLAIN = 4,
    DUCKDB_STATEMENT_TYPE_DELETE = 5,
    DUCKDB_STATEMENT_TYPE_TRANSACTION = 10,
    DUCKDB_STATEMENT_TYPE_COPY = 11,
    DUCKDB_STATEMENT_TYPE_MERGE_INTO = 30,
};

enum duckdb_result_type {
    DUCKDB_RESULT_TYPE_CHANGED_ROWS = 1,
    DUCKDB_RESULT_TYPE_NOTHING = 2,
    DUCKDB_RESULT_TYPE_QUERY_RESULT = 3,
};

struct duckdb_date {
    std::int32_t days; ///< since 1970-01-01
};
struct duckdb_time {
    std::int64_t micros; ///< since midnight
};
struct duckdb_timestamp {
    std::int64_t micros; ///< since 1970-01-01
};
struct duckdb_interval {
    std::int32_t months;
    std::int32_t days;
    std::int64_t micros;
};
struct duckdb_hugeint {
    std::uint64_t lower;
    std::int64_t upper;
};
struct duckdb_uhugeint {
    std::uint64_t lower;
    std::uint64_t upper;
};
/// A text or bytes in a vector: up to twelve of them inside, more behind a pointer.
struct duckdb_string_t {
    std::uint32_t length;
    char prefix[4];
    char* pointer;
};
struct duckdb_result {
    idx_t deprecated_column_count;
    idx_t deprecated_row_count;
    idx_t deprecated_rows_changed;
    void* deprecated_columns;
    char* deprecated_error_message;
    void* internal_data;
};

using duckdb_database = struct _duckdb_database*;
using duckdb_connection = struct _duckdb_connection*;
using duckdb_config = struct _duckdb_config*;
using duckdb_extracted_statements = struct _duckdb_extracted_statements*;
using duckdb_prepared_statement = struct _duckdb_prepared_statement*;
using duckdb_pending_result = struct _duckdb_pending_result*;
using duckdb_data_chunk = struct _duckdb_data_chunk*;
using duckdb_vector = struct _duckdb_vector*;
using duckdb_logical_type = struct _duckdb_logical_type*;
using duckdb_value = struct _duckdb_value*;
using duckdb_appender = struct _duckdb_appender*;
using duckdb_error_data = struct _duckdb_error_data*;

// Databases and sessions
const char* duckdb_library_version();
duckdb_state duckdb_create_config(duckdb_config* config);
duckdb_state duckdb_set_config(duckdb_config config, const char* name, const char* option);
void duckdb_destroy_config(duckdb_config* config);
duckdb_state duckdb_open_ext(const char* path, duckdb_database* database, duckdb_config config,
                             char** error);
void duckdb_close(duckdb_database* database);
duckdb_state duckdb_connect(duckdb_database database, duckdb_connection* connection);
void duckdb_disconnect(duckdb_connection* connection);
void duckdb_interrupt(duckdb_connection connection);
void duckdb_free(void* memory);

// Statements
idx_t duckdb_extract_statements(duckdb_connection connection, const char* query,
                                duckdb_extracted_statements* statements);
const char* duckdb_extract_statements_error(duckdb_extracted_statements statements);
void duckdb_destroy_extracted(duckdb_extracted_statements* statements);
duckdb_state duckdb_prepare_extracted_statement(duckdb_connection connection,
                                                duckdb_extracted_statements statements, idx_t index,
                                                duckdb_prepared_statement* prepared);
const char* duckdb_prepare_error(duckdb_prepared_statement prepared);
void duckdb_destroy_prepare(duckdb_prepared_statement* prepared);
idx_t duckdb_nparams(duckdb_prepared_statement prepared);
duckdb_statement_type duckdb_prepared_statement_type(duckdb_prepared_statement prepared);
duckdb_state duckdb_bind_value(duckdb_prepared_statement prepared, idx_t index, duckdb_value value);
duckdb_state duckdb_execute_prepared(duckdb_prepared_statement prepared, duckdb_result* result);
duckdb_state duckdb_pending_prepared_streaming(duckdb_prepared_statement prepared,
                                               duckdb_pending_result* pending);
const char* duckdb_pending_error(duckdb_pending_result pending);
duckdb_state duckdb_execute_pending(duckdb_pending_result pending, duckdb_result* result);
void duckdb_destroy_pending(duckdb_pending_result* pending);

// Values
duckdb_value duckdb_create_null_value();
duckdb_value duckdb_create_bool(bool value);
duckdb_value duckdb_create_int64(std::int64_t value);
duckdb_value duckdb_create_uint64(std::uint64_t value);
duckdb_value duckdb_create_double(double value);
duckdb_value duckdb_create_varchar_length(const char* text, idx_t length);
duckdb_value duckdb_create_blob(const std::uint8_t* data, idx_t length);
duckdb_value duckdb_create_date(duckdb_date value);
duckdb_value duckdb_create_time(duckdb_time value);
duckdb_value duckdb_create_timestamp(duckdb_timestamp value);
duckdb_value duckdb_create_timestamp_tz(duckdb_timestamp value);
duckdb_value duckdb_create_interval(duckdb_interval value);
duckdb_value duckdb_create_uuid(duckdb_uhugeint value);
void duckdb_destroy_value(duckdb_value* value);

// Results
const char* duckdb_result_error(duckdb_result* result);
duckdb_result_type duckdb_result_return_type(duckdb_result result);
idx_t duckdb_rows_changed(duckdb_result* result);
idx_t duckdb_column_count(duckdb_result* result);
const char* duckdb_column_name(duckdb_result* result, idx_t column);
duckdb_logical_type duckdb_column_logical_type(duckdb_result* result, idx_t column);
void duckdb_destroy_result(duckdb_result* result);
duckdb_data_chunk duckdb_fetch_chunk(duckdb_result result);
idx_t duckdb_data_chunk_get_size(duckdb_data_chunk chunk);
duckdb_vector duckdb_data_chunk_get_vector(duckdb_data_chunk chunk, idx_t column);
void duckdb_destroy_data_chunk(duckdb_data_chunk* chunk);
void* duckdb_vector_get_data(duckdb_vector vector);
std::uint64_t* duckdb_vector_get_validity(duckdb_vector vector);
const char* duckdb_string_t_data(duckdb_string_t* text);

// Types
duckdb_logical_type duckdb_create_logical_type(duckdb_type type);
duckdb_type duckdb_get_type_id(duckdb_logical_type type);
char* duckdb_logical_type_get_alias(duckdb_logical_type type);
std::uint8_t duckdb_decimal_scale(duckdb_logical_type type);
duckdb_type duckdb_decimal_internal_type(duckdb_logical_type type);
duckdb_type duckdb_enum_internal_type(duckdb_logical_type type);
std::uint32_t duckdb_enum_dictionary_size(duckdb_logical_type type);
char* duckdb_enum_dictionary_value(duckdb_logical_type type, idx_t index);
void duckdb_destroy_logical_type(duckdb_logical_type* type);

// Bulk
duckdb_state duckdb_appender_create_query(duckdb_connection connection, const char* query,
                                          idx_t column_count, duckdb_logical_type* types,
                                          const char* table_name, const char** column_names,
                                          duckdb_appender* appender);
duckdb_state duckdb_append_value(duckdb_appender appender, duckdb_value value);
duckdb_state duckdb_appender_end_row(duckdb_appender appender);
duckdb_state duckdb_appender_clear(duckdb_appender appender);
duckdb_state duckdb_appender_close(duckdb_appender appender);
duckdb_state duckdb_appender_destroy(duckdb_appender* appender);
duckdb_error_data duckdb_appender_error_data(duckdb_appender appender);
const char* duckdb_error_data_message(duckdb_error_data error);
void duckdb_destroy_error_data(duckdb_error_data* error);

} // extern "C"
