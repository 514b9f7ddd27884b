-- phpMyAdmin SQL Dump
-- version 5.2.1
--
-- Host: localhost

SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
START TRANSACTION;
SET time_zone = "+00:00";

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET NAMES utf8mb4 */;

--
-- Table structure for table `posts`
--

CREATE TABLE `posts` (
  `ID` bigint(20) UNSIGNED NOT NULL,
  `content` longtext NOT NULL COMMENT 'HTML; may hold ''quotes''',
  `date` datetime NOT NULL DEFAULT '2000-01-01 00:00:00'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO `posts` (`ID`, `content`, `date`) VALUES
(1, '<p style=\"a:b;c:d;\">It\'s &amp; done;</p>\r\n', '2020-01-01 00:00:00'),
(2, 'a:1:{s:3:\"x;y\";i:5;}', '2020-01-02 00:00:00');

ALTER TABLE `posts`
  ADD PRIMARY KEY (`ID`);
ALTER TABLE `posts`
  MODIFY `ID` bigint(20) UNSIGNED NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=3;
COMMIT;

/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
