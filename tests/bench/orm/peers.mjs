// The same work by ORMs and query builders of JavaScript: peers.mjs URL ROWS LOOKUPS. Prints the processor time of each
// work in milliseconds: "TypeORM insert 123.4".
import { createRequire } from "node:module";

// The packages are where the program was started.
const require = createRequire(process.cwd() + "/");
const { DataSource, EntitySchema } = require("typeorm");
const { drizzle } = require("drizzle-orm/node-postgres");
const { eq } = require("drizzle-orm");
const core = require("drizzle-orm/pg-core");
const { Kysely, PostgresDialect } = require("kysely");
const { Pool } = require("pg");

const [url, rows, lookups] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const batch = 1000; // the protocol has a place for 65,535 parameters

const stones = Array.from({ length: rows }, (_, at) => {
    const id = at + 1;
    return { id, label: `stone number ${id}`, quarry: "a quarry in the mountains", age: id % 100, weight: id * 0.5,
             polished: id % 2 === 0, owner: id % 3 === 0 ? null : id };
});

async function typeorm() {
    const column = (type, more = {}) => ({ type, ...more });
    const Stone = new EntitySchema({
        name: "Stone", tableName: "bench_stones",
        columns: { id: column("bigint", { primary: true }), label: column("text"), quarry: column("text"),
                   age: column("integer"), weight: column("double precision"), polished: column("boolean"),
                   owner: column("bigint", { nullable: true }) } });
    const source = await new DataSource({ type: "postgres", url, entities: [Stone] }).initialize();
    const stone = source.getRepository(Stone);
    return { name: "TypeORM", insert: (some) => stone.insert(some), select: () => stone.find(),
             find: (id) => stone.findOneBy({ id }), empty: () => stone.clear(), end: () => source.destroy() };
}

async function drizzled() {
    const pool = new Pool({ connectionString: url, max: 1 });
    const db = drizzle(pool);
    const stone = core.pgTable("bench_stones", {
        id: core.bigint("id", { mode: "number" }).primaryKey(), label: core.text("label"), quarry: core.text("quarry"),
        age: core.integer("age"), weight: core.doublePrecision("weight"), polished: core.boolean("polished"),
        owner: core.bigint("owner", { mode: "number" }) });
    return { name: "Drizzle", insert: (some) => db.insert(stone).values(some), select: () => db.select().from(stone),
             find: async (id) => (await db.select().from(stone).where(eq(stone.id, id)))[0],
             empty: () => db.delete(stone), end: () => pool.end() };
}

async function kysely() {
    const db = new Kysely({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: url, max: 1 }) }) });
    const from = () => db.selectFrom("bench_stones").selectAll();
    return { name: "Kysely", insert: (some) => db.insertInto("bench_stones").values(some).execute(),
             select: () => from().execute(), find: (id) => from().where("id", "=", id).executeTakeFirst(),
             empty: () => db.deleteFrom("bench_stones").execute(), end: () => db.destroy() };
}

async function measure(name, work, deed) {
    const before = process.cpuUsage();
    await deed();
    const { user, system } = process.cpuUsage(before);
    console.log(name, work, ((user + system) / 1000).toFixed(1));
}

function check(well) {
    if (!well) throw new Error("the benchmark does not work");
}

for (const make of [typeorm, drizzled, kysely]) {
    const peer = await make();
    await peer.empty();
    await measure(peer.name, "insert", async () => {
        for (let at = 0; at < rows; at += batch) await peer.insert(stones.slice(at, at + batch));
    });
    await measure(peer.name, "select", async () => check((await peer.select()).length === rows));
    await measure(peer.name, "lookup", async () => {
        for (let at = 0; at < lookups; ++at) check(await peer.find(at * 7 % rows + 1));
    });
    await peer.empty();
    await peer.end();
}
