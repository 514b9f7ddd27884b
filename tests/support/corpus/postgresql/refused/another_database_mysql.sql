CREATE TABLE `t` (`a` int) ENGINE=InnoDB; # a comment; here
INSERT INTO `t` VALUES ('it\'s');
