#include "form.hpp"

namespace varve::postgresql {

Form form_of(Oid type, Kind kind) noexcept {
    const auto as = [&](Kind wanted, Form form) { return kind == wanted ? form : Form::other; };
    switch (type) {
    case type::boolean: return as(Kind::boolean, Form::boolean);
    case type::int2: return as(Kind::integer, Form::integer2);
    case type::int4: return as(Kind::integer, Form::integer4);
    case type::int8: return as(Kind::integer, Form::integer8);
    case type::float8: return as(Kind::real, Form::real8);
    case type::text:
    case type::varchar:
    case type::bpchar: return as(Kind::text, Form::view);
    case type::json: return as(Kind::json, Form::view);
    case type::bytea: return as(Kind::bytes, Form::view);
    case type::uuid: return as(Kind::uuid, Form::view);
    default: return Form::other;
    }
}

} // namespace varve::postgresql
