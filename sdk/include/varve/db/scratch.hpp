#pragma once

#include "varve/export.hpp"
#include "varve/url.hpp"

namespace varve {

/// An empty database in which something can be tried; it is gone with this object.
class VARVE_API Scratch {
public:
    Scratch() = default;
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    /// Drops the database, whoever is connected with it. Never throws.
    virtual ~Scratch();

    /// Where it is, for the driver that made it.
    virtual const Url& url() const noexcept = 0;
};

} // namespace varve
