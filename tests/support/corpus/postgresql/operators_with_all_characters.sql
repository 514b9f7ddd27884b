CREATE OPERATOR <-> (LEFTARG = box, RIGHTARG = box, FUNCTION = box_distance);
SELECT a <=> b, a @> b, a <@ b, a && b, a || b, a ~* b, a !~ b, a !~~* b, a |/ b, a ## b, a ?# b, a ?-| b, a ^@ b FROM t;
SELECT a ~<=~ b, a <<| b, a |&> b, a @@@ b, a #- b, a #> b, a #>> b, a `` b, a %% b, a !! b FROM t; SELECT 3;
