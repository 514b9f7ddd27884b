/* outer /* inner ; */ still outer ; */ SELECT 1;
/* /* /* three deep ; */ ; */ ; */ SELECT 2; /**/ SELECT 3; /* /**/ ; */ SELECT 4;
