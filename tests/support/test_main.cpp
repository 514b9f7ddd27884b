#define BOOST_TEST_MODULE varve
#include <boost/test/unit_test.hpp>
