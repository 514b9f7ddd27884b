CREATE TABLE `if` (`case` INT, `loop` INT, `repeat` INT, `while` INT, `end` INT); SELECT `case` FROM `if`; DROP TABLE IF EXISTS `if`;
