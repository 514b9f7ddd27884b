SELECT '\'\\\';\"', "\"\\\";'"; SELECT 2;
