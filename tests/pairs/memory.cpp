#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>

namespace {

/// Scratch databases too are in memory.
struct InMemory {
    InMemory() { ::setenv("TMPDIR", folder.path().c_str(), 1); }
    varve::test::TempDir folder{varve::test::TempDir::Where::memory};
};

} // namespace

BOOST_TEST_GLOBAL_FIXTURE(InMemory);
