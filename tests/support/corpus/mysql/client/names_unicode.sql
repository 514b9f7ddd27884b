CREATE TABLE größe (größe INT); SELECT größe FROM größe;
