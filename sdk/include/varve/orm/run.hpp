#pragma once

#include "varve/db/array.hpp"
#include "varve/orm/expression.hpp"
#include "varve/orm/session.hpp"

#include <array>
#include <bit>
#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace varve::orm {

/// Cells that are not made before somebody sets them: to make them null takes as long as that.
template <std::size_t Count> union UnsetCells {
    UnsetCells() noexcept {}
    std::array<Cell, Count> cells;
};

/// Values on their way into cells that somebody has; `buffer` is where those are that need one.
struct CellWriter {
    Cell* cell = nullptr;
    std::string* buffer = nullptr;

    template <class V> void add(const V& value) {
        if constexpr (buffered<V>)
            *cell++ = write_cell(value, *buffer++);
        else
            *cell++ = write_cell(value);
    }
};

/// Values on their way into a statement whose text is known: as many as the compiler has counted.
template <std::size_t CellCount, std::size_t BufferCount> struct FixedCells : CellWriter {
    UnsetCells<CellCount> cells;
    std::array<std::string, BufferCount> buffers;

    FixedCells() {
        cell = cells.cells.data();
        buffer = buffers.data();
    }
    FixedCells(const FixedCells&) = delete;
    FixedCells& operator=(const FixedCells&) = delete;

    Bound bound() const { return {cells.cells, {}}; }
};

/// The same where that depends on the values.
struct GrowingCells {
    bool arrays = false; ///< does the database have Feature::arrays?
    std::vector<Cell> cells;
    std::deque<std::string> buffers;
    std::vector<std::size_t> chosen;

    template <class V> void add(const V& value) {
        if constexpr (buffered<V>)
            cells.push_back(write_cell(value, buffers.emplace_back()));
        else
            cells.push_back(write_cell(value));
    }
    void choose(std::size_t choice) { chosen.push_back(choice); }

    /// Chooses how a list of so many values is written; false where it is not written at all.
    bool choose_list(std::size_t size) {
        if (arrays) return true;
        choose(list_size(size));
        return size > 0;
    }
    /// An array, or the last value again and again, up to a power of two: so few texts are
    /// prepared for lists of all lengths.
    template <class V> void add_list(const std::vector<V>& values) {
        if (arrays) return add_array(values);
        const std::size_t size = list_size(values.size());
        for (std::size_t i = 0; i < size; ++i)
            add(values[i < values.size() ? i : values.size() - 1]);
    }
    Bound bound() const { return {cells, chosen}; }

private:
    static std::size_t list_size(std::size_t values) {
        return values == 0 ? 0 : std::bit_ceil(values);
    }
    template <class V> void add_array(const std::vector<V>& values) {
        std::string& buffer = buffers.emplace_back();
        ArrayPacker array(buffer);
        std::string written;
        for (const V& value : values) array.add(write_value(value, written));
        cells.push_back(Cell::view(Kind::array, buffer));
    }
};

template <class S> auto cells_for(const Dialect& dialect) {
    if constexpr (S::needs.choices)
        return GrowingCells{.arrays = dialect.supports(Feature::arrays)};
    else
        return FixedCells<S::needs.cells, S::needs.buffers>();
}

// To ask for the dialect takes as long as all that a fixed one does.
template <class S> auto cells_for(const Session& session) {
    if constexpr (S::needs.choices)
        return cells_for<S>(session.dialect());
    else
        return FixedCells<S::needs.cells, S::needs.buffers>();
}

/// A statement's text as a whole.
template <class S> struct Whole {
    static constexpr void text(Text& to) { S::template text<NoScope>(to); }
};

template <class S> inline constinit std::atomic<std::uint32_t> slot{0};

/// What the compiler knows of a statement of this type.
template <class S>
inline constexpr StatementFacts statement_facts{
    .text = {text_of<Whole<S>>.data(), text_of<Whole<S>>.size()},
    .wanted = S::Result::wanted,
    .slot = S::needs.choices ? nullptr : &slot<S>};

/// The same of a statement; one whose text is not known before the program runs tells it itself.
template <class S> constexpr const StatementFacts& facts_of(const S&) {
    return statement_facts<S>;
}
template <class S>
requires requires(const S& statement) {
    statement.facts();
}
StatementFacts facts_of(const S& statement) {
    return statement.facts();
}

template <class S> std::uint64_t execute(Session& session, const S& statement) {
    auto cells = cells_for<S>(session);
    statement.bind(cells);
    const StatementFacts& facts = facts_of(statement);
    return execute(session, facts, cells.bound());
}

/// Calls `take` with the cells of each row, until it returns false.
template <class S, class Take>
void for_each_row(Session& session, const S& statement, Fetch fetch, const Take& take) {
    auto cells = cells_for<S>(session);
    statement.bind(cells);
    const StatementFacts& facts = facts_of(statement);
    Use use(session, facts, cells.bound(), fetch);
    UnsetCells<S::Result::wanted.size()> row;
    while (use.next(row.cells) && take(row.cells.data())) {}
}

/// Marks what is no statement with rows.
struct NoResult {
    static constexpr std::array<Kind, 0> wanted = {};
};

template <class S> using RowOf = typename S::Result::Row;

/// What can be done with whatever has rows. `S::Result` has
///
///     using Row = …;
///     static constexpr std::array<Kind, …> wanted;
///     static void read(const Cell*, Row&);
template <class S> struct Query {
    auto all(Session& session) const {
        std::vector<RowOf<S>> rows;
        for_each_row(session, self(), Fetch::all, [&](const Cell* cells) {
            S::Result::read(cells, rows.emplace_back());
            return true;
        });
        return rows;
    }

    /// The only row, or none; DatabaseError(misuse) where there are more.
    auto one(Session& session) const {
        std::optional<RowOf<S>> only;
        for_each_row(session, self(), Fetch::all, [&](const Cell* cells) {
            if (only) refuse_more_than_one(facts_of(self()).text);
            S::Result::read(cells, only.emplace());
            return true;
        });
        return only;
    }

    /// Calls `take` with each row, in constant memory. No other statement can run on the connection
    /// meanwhile.
    template <class Take> void each(Session& session, Take&& take) const {
        RowOf<S> row{};
        for_each_row(session, self(), Fetch::stream, [&](const Cell* cells) {
            S::Result::read(cells, row);
            take(std::as_const(row));
            return true;
        });
    }

private:
    const S& self() const { return static_cast<const S&>(*this); }
};

} // namespace varve::orm
