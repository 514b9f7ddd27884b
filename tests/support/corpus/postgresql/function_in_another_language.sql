CREATE FUNCTION py(a int) RETURNS text LANGUAGE plpython3u AS $python$
"""doc; string with 'quotes' and $$"""
x = 'it''s; fine'  # a comment; here
return "%s;" % a
$python$;
CREATE FUNCTION pl() RETURNS text LANGUAGE plperl AS $perl$
my @a = (1, 2); my %h = (a => ';'); $h{'$$'} = $a[0]; # 'lone
return qq{@a; $_};
$perl$;
CREATE FUNCTION js() RETURNS text LANGUAGE plv8 AS $js$
  const s = `a;${1 + 1}`; // it's
  return s /* ; */;
$js$;
SELECT 4;
