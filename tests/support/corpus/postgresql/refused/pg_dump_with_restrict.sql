--
-- PostgreSQL database dump
--

\restrict 7fKQnIhUqYxq1mXWjQb0cG5YsZ8d0b5r9sJcD3p2tEvL6uHaBwNkMzRoTgViXyP

-- Dumped from database version 15.20
-- Dumped by pg_dump version 15.20

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;

CREATE TABLE public.t (
    a integer DEFAULT 1 NOT NULL,
    b text DEFAULT 'x;'::text
);

--
-- PostgreSQL database dump complete
--

\unrestrict 7fKQnIhUqYxq1mXWjQb0cG5YsZ8d0b5r9sJcD3p2tEvL6uHaBwNkMzRoTgViXyP
