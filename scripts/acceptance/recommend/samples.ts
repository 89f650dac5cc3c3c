import { createSecretKey, randomInt } from "node:crypto";
import { expect } from "chai";
import type {
  ReplicaRecord,
  Source,
} from "../../../demo99/commons/replica/record.ts";
import { serviceToken } from "../../../demo99/commons/test/test-auth.ts";
import { stageEnv } from "../../testing/stage-env.ts";
import { runningStage } from "../hooks.ts";
import { authorizationFor } from "../identities.ts";
import { unique } from "../samples.ts";

type Headers = Record<string, string>;
type Sent = { headers?: Headers; json?: unknown; index?: number };

export const asCustomer = (name: string) => authorizationFor(`/carts/${name}`);

/** Calls an instance of a service itself; without headers, as no user. */
export function ask(
  service: string,
  method: string,
  path: string,
  { headers = {}, json, index = 1 }: Sent = {},
) {
  return fetch(runningStage().url(service, index) + path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: json ? JSON.stringify(json) : null,
    signal: AbortSignal.timeout(15_000),
  });
}

const secret = createSecretKey(stageEnv.SERVICE_SECRET, "utf8");

/** Changes the replica of a service, as sync-api does. */
async function change(service: string, source: Source, changes: object) {
  const token = serviceToken("sync-api", secret);
  const response = await ask(service, "PUT", `/replica/${source}`, {
    headers: { authorization: `Bearer ${token}` },
    json: changes,
  });
  expect(response.status, await response.text()).to.equal(204);
}

/** Puts records into the replica of a service. */
export async function copy(service: string, records: ReplicaRecord[]) {
  for (const source of new Set(records.map((record) => record.source))) {
    const put = records.filter((record) => record.source === source);
    await change(service, source, { put });
  }
}

/** Deletes books from the replica of a service. */
export const forget = (service: string, books: ReplicaRecord[]) =>
  change(service, "books", { delete: books.map(({ id }) => id) });

/** A book that no catalogue has, and with words of its own. */
export function newBook(given: Partial<ReplicaRecord> = {}): ReplicaRecord {
  const id = `979${randomInt(1e10).toString().padStart(10, "0")}`;
  const fields = { title: unique(), text: "", by: [unique()] };
  return { source: "books", id, ...fields, ...given };
}
