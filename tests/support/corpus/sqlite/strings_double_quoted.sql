SELECT "a string; by accident"; SELECT "it's"; SELECT "a""b;"; SELECT 4;
