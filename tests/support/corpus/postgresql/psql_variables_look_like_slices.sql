SELECT arr[lo:hi], arr[1:hi], arr[:hi] FROM t; SELECT a::b; SELECT f(x:=y);
