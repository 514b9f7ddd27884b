cReAtE tEmP tAbLe T (a); CrEaTe TrIgGeR R aFtEr InSeRt On T bEgIn SeLeCt 1; eNd; sElEcT 2;
