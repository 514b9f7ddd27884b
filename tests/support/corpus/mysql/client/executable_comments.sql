/*!40101 SET NAMES utf8mb4 */;
/*! SELECT 1 */;
SELECT 2 /*!50000 + 3 */;
SELECT 4 /*!99999 + 1 */;
