#include "plugins/dialects/mysql/server.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::mysql;

BOOST_AUTO_TEST_SUITE(a_server)

BOOST_AUTO_TEST_CASE(is_told_to_be_of_a_cluster_by_its_settings) {
    BOOST_TEST(tells_of_cluster("wsrep_on", "ON"));
    BOOST_TEST(!tells_of_cluster("wsrep_on", "OFF"));
    BOOST_TEST(
        tells_of_cluster("group_replication_group_name", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"));
    BOOST_TEST(!tells_of_cluster("group_replication_group_name", ""));
    BOOST_TEST(!tells_of_cluster("version", "ON"));
}

BOOST_AUTO_TEST_SUITE_END()
