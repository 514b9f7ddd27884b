SELECT $tcl::var(x;y); SELECT $a::b::c(it's;), $d(;); SELECT $e::f; SELECT @at::x(;), :colon(;) , #h(;) WHERE false;
SELECT 5;
