import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createFixture } from "../../stage/test/fixture.ts";

/** Writes its port to a file when it starts; the caller reads it there. */
const numbers = `
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
const port = process.env.PORT;
createServer((_, response) => response.end('{"number":"9798"}'))
  .listen(port, () => writeFileSync("place", port));
process.on("SIGTERM", () => process.exit(0));
`;

/** Takes a number from the port in that file; if FLAKY, every other time. */
const books = `
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
let calls = 0;
createServer(async (request, response) => {
  const isAsked = request.method === "POST";
  const isRefused = process.env.FLAKY && isAsked && ++calls % 2 === 0;
  const place = "http://localhost:" + readFileSync("place", "utf8");
  const answer = isAsked ? await (await fetch(place)).text() : "{}";
  response.statusCode = isRefused ? 503 : 200;
  response.end(isRefused ? '{"detail":"Not in the mood."}' : answer);
}).listen(process.env.PORT);
process.on("SIGTERM", () => process.exit(0));
`;

const clientOf = (port: number) => `
export class StoreError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}
export function createStoreClient() {
  async function call(method) {
    const response = await fetch("http://localhost:${port}", { method });
    const body = await response.json();
    if (!response.ok) throw new StoreError(response.status, body.detail);
    return body;
  }
  return { books: { create: () => call("POST"), get: () => call("GET") } };
}
`;

/** A stage with the part of the store that lesson 02 needs. */
export async function createTinyStore() {
  const fixture = await createFixture({
    "numbergenerator-api": numbers,
    "book-api": books,
  });
  const at = (path: string) => join(fixture.directory, path);
  await writeFile(at("place"), String(fixture.portOf("numbergenerator-api")));
  await writeFile(at("package.json"), '{ "type": "module" }');
  await mkdir(at("client"));
  const client = clientOf(fixture.portOf("book-api"));
  await writeFile(at("client/store-client.ts"), client);
  return fixture;
}
