create table lower_case (id integer primary key);
CREATE TABLE UPPER_CASE (ID INTEGER PRIMARY KEY);
Create Table Mixed_Case
(
      id        Integer   Not Null
    , name      Text      Default 'x;'
    , Constraint pk_mixed Primary Key ( id )
)
;
insert into lower_case values(1);insert into lower_case values(2);
  insert
    into lower_case
  values (3)
       , (4)
  ;
SELECT id
  FROM lower_case
 WHERE id
    IN ( 1
       , 2
       )
 ORDER
    BY id
  DESC
;
