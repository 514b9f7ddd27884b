CREATE TABLE t (
<<<<<<< ours
    a INTEGER
=======
    a TEXT
>>>>>>> theirs
);
