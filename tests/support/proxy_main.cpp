// varve_test_proxy URL: a proxy before the server of URL. Prints "URL=…", runs until its input
// ends, and prints what passed: "sessions=… round_trips=… messages=…".
#include "support/proxy.hpp"

#include <iostream>
#include <string>

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: varve_test_proxy URL\n";
        return 2;
    }
    try {
        const varve::test::Proxy proxy(argv[1]);
        std::cout << "URL=" << proxy.url() << std::endl;
        for (std::string line; std::getline(std::cin, line);) {}
        const varve::test::Traffic traffic = proxy.traffic();
        std::cout << "sessions=" << traffic.sessions << " round_trips=" << traffic.round_trips
                  << " messages=" << traffic.messages << std::endl;
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "varve_test_proxy: " << error.what() << '\n';
        return 1;
    }
}
