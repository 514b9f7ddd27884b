CREATE TABLE t (
<<<<<<< ours
    a int
=======
    a bigint
>>>>>>> theirs
);
