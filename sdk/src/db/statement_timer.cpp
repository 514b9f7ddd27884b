#include "varve/db/statement_timer.hpp"

#include <exception>

namespace varve {

// Called from a destructor, maybe while an error is on its way.
void StatementTimer::tell() const noexcept {
    try {
        on_statement_({text_, std::chrono::steady_clock::now() - start_});
    } catch (...) { // NOLINT(bugprone-empty-catch): a statement that ran is not undone by its log
    }
}

} // namespace varve
