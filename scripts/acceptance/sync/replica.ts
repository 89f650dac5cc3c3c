import { randomUUID } from "node:crypto";
import { json } from "node:stream/consumers";
import { registerFake } from "../register-fake.ts";

export type Record = {
  source: string;
  id: string;
  title: string;
  text: string;
};

type Changes = { put: Record[]; delete: string[]; version: number };

/** What happens at a write: true if it is lost, or if its reply is. */
type OnWrite = (count: number) => "lost" | "silent" | undefined;

export const replicaName = "replica-of-a-test";

/** A replica as sync-api sees it, in the registry under `replicaName`. */
export async function startReplica() {
  const it = {
    isUp: true,
    id: randomUUID() as string,
    /** By source and id. */
    records: new Map<string, Record>(),
    /** How often each record was put. */
    puts: new Map<string, number>(),
    writes: 0,
    onWrite: (() => undefined) as OnWrite,
    /** As if its database were new. */
    reset() {
      it.id = randomUUID();
      it.writes = 0;
      it.records.clear();
      it.puts.clear();
    },
    idsOf: (source: string) =>
      [...it.records.values()]
        .filter((record) => record.source === source)
        .map(({ id }) => id)
        .sort(),
    titleOf: (id: string) => it.records.get(`books/${id}`)?.title,
  };

  function apply(source: string, changes: Changes) {
    for (const record of changes.put) {
      const key = `${source}/${record.id}`;
      it.records.set(key, record);
      it.puts.set(key, (it.puts.get(key) ?? 0) + 1);
    }
    for (const id of changes.delete) it.records.delete(`${source}/${id}`);
  }

  const fake = await registerFake(replicaName, async (req, res) => {
    const [, path, source = ""] = req.url?.split("/") ?? [];
    if (path !== "replica") return void res.end("{}");
    if (!it.isUp) return void res.writeHead(503, { "retry-after": "1" }).end();
    if (req.method === "GET") {
      return void res.end(JSON.stringify({ id: it.id, sources: {} }));
    }
    const changes = (await json(req)) as Changes;
    const fate = it.onWrite(++it.writes);
    if (fate !== "lost") apply(source, changes);
    if (fate) return void res.destroy();
    res.writeHead(204).end();
  });
  return Object.assign(it, fake);
}

export type Replica = Awaited<ReturnType<typeof startReplica>>;
