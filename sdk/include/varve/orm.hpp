#pragma once

// The whole ORM: mappings of structs, queries, repositories, and transactions for them.
#include "varve/db/transaction.hpp"
#include "varve/orm/case.hpp"
#include "varve/orm/compound_query.hpp"
#include "varve/orm/insert.hpp"
#include "varve/orm/mapping.hpp"
#include "varve/orm/raw.hpp"
#include "varve/orm/repository.hpp"
#include "varve/orm/select.hpp"
#include "varve/orm/session.hpp"
#include "varve/orm/update.hpp"
#include "varve/orm/window.hpp"
