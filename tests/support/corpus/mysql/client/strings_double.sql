SELECT ";", "say ""x;"" ", "it's;"; SELECT 2;
