// An application that migrates its database when it starts.
#include "kernel/engine.hpp"

#include <iostream>

int main() {
    try {
        varve::Engine engine(varve::Config::load());
        std::cout << engine.run().steps_done << " migrations\n";
        engine.require_up_to_date();
        return 0;
    } catch (const varve::Error& error) {
        std::cerr << error.what() << '\n';
        return static_cast<int>(error.exit_code());
    }
}
