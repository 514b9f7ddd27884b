CREATE SCHEMA "My Schema";
CREATE TABLE "My Schema"."Order Items" (
    "Id"           serial PRIMARY KEY,
    "Unit Price"   numeric(10, 2) CHECK ("Unit Price" >= 0),
    "Is ""Special""; Yes?" boolean,
    "select"       text,
    "end"          timestamptz
);
CREATE INDEX "IX_Order Items;select" ON "My Schema"."Order Items" ("select", "end");
INSERT INTO "My Schema"."Order Items" ("Unit Price", "Is ""Special""; Yes?", "select", "end") VALUES (1, true, 'from; where', now());
SELECT i."Is ""Special""; Yes?", i."end" FROM "My Schema"."Order Items" AS i;
