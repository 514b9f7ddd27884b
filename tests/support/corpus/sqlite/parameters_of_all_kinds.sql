SELECT ?, ?1, ?123, :name, @name, $name, :a1, @_b, $c$d; SELECT ?; SELECT :x;SELECT @y;SELECT $z;SELECT ?2;SELECT 7;
