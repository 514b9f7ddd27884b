SELECT 'c:\\'; SELECT 'd';
