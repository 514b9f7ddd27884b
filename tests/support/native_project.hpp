#pragma once

#include "support/database.hpp"
#include "support/program.hpp"

namespace varve::test {

/// A project with the migrations in C++ of tests/plugins/native behind one in SQL, which makes 100
/// rows for them.
struct NativeProject : Project {
    explicit NativeProject(const Database& database) {
        url = database.url();
        write("varve.toml", "[project]\nplugins = ['" VARVE_BINARY_DIR
                            "/lib/varve/test_plugins']\nsources = ['sql', 'native_samples']\n");
        database.execute("CREATE TABLE orders (word varchar(20))");
        migration("20260101000000_make_stones",
                  "-- varve:up\n"
                  "CREATE TABLE stones (id integer PRIMARY KEY, visits integer NOT NULL);\n"
                  "INSERT INTO stones WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM "
                  "n WHERE i < 100)\nSELECT i * 3, 0 FROM n;\n"
                  "-- varve:down\nDROP TABLE stones;\n");
    }
};

} // namespace varve::test
