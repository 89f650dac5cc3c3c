import type { Database } from "#commons/database.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { as, testFindKey } from "#commons/test/test-auth.ts";
import { serve } from "#commons/test/test-servers.ts";
import type { ReplicaRecord } from "../record.ts";
import { createReplica } from "../replica.ts";

const log = createLog("test", "silent");

export function book(id: string, title = `Book ${id}`): ReplicaRecord {
  return { source: "books", id, title, text: "", by: ["Ann Author"] };
}

/** One instance of a service with a replica in this database. */
export async function startReplica(database: Database) {
  const replica = createReplica(database, log);
  await replica.prepare();
  const { routes } = replica;
  const url = await serve(createApp({ log, routes, findKey: testFindKey }));

  function call(
    method: string,
    path: string,
    body?: object,
    headers = as("sync-api", "service"),
  ) {
    return fetch(url + path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: body ? JSON.stringify(body) : null,
    });
  }

  return {
    ...replica,
    call,
    change: (body: object) => call("PUT", "/replica/books", body),
    describe: async () =>
      (await (await call("GET", "/replica")).json()) as {
        id: string;
        sources: Record<string, number>;
      },
  };
}
