// @from-99 @monolith

import { expect } from "chai";
import { describe, it } from "mocha";
import { expectProblem } from "../problems.ts";
import { asCustomer, ask, copy, newBook } from "../recommend/samples.ts";
import { newKey, unique } from "../samples.ts";

type Headers = Record<string, string>;

async function itemOnSale() {
  const item = newBook();
  await copy("tag-api", [item]);
  return `/tags/${item.id}`;
}

async function read(path: string, headers: Headers) {
  const response = await ask("tag-api", "GET", path, { headers });
  expect(response.status, path).to.equal(200);
  return response.json();
}

async function tag(path: string, headers: Headers, ...tags: string[]) {
  const json = { tags };
  const response = await ask("tag-api", "PUT", path, { headers, json });
  expect(response.status).to.equal(200);
}

describe("tags", () => {
  it("are those of each user, and replaced by the next ones", async () => {
    const [own, other] = [asCustomer(newKey()), asCustomer(newKey())];
    const path = await itemOnSale();
    await tag(path, own, "Gothic", "gothic", "to read");
    await tag(path, other, "boring");
    expect((await read(path, own)).tags).to.deep.equal(["Gothic", "to read"]);

    await tag(path, own, "new");

    const [number] = path.split("/").slice(-1);
    expect((await read("/tags", own)).items).to.deep.equal([
      { number, tags: ["new"] },
    ]);
    expect((await read(path, other)).tags).to.deep.equal(["boring"]);
    await tag(path, own);
    expect((await read("/tags", own)).items).to.deep.equal([]);
  });

  it("are completed from the own ones, and from those of several", async () => {
    const [own, second, third] = [newKey(), newKey(), newKey()].map(asCustomer);
    const word = unique();
    const path = await itemOnSale();
    await tag(path, own as Headers, `${word} own`);
    await tag(path, second as Headers, `${word} shared`, `${word} secret`);
    await tag(path, third as Headers, `${word} SHARED`);

    const found = await read(`/tags?prefix=${word}&limit=9`, own as Headers);

    expect(found.items).to.have.length(2);
    expect(found.items[0]).to.deep.equal({ tag: `${word} own`, count: 1 });
    expect(found.items[1]).to.include({ count: 2 });
  });

  it("are refused without a user, and for an item that is not sold", async () => {
    await expectProblem(await ask("tag-api", "GET", "/tags"), 401);
    const headers = asCustomer(newKey());
    const path = `/tags/${newBook().id}`;
    for (const [method, json] of [
      ["GET", undefined],
      ["PUT", { tags: ["gothic"] }],
    ] as const) {
      const reply = await ask("tag-api", method, path, { headers, json });
      await expectProblem(reply, 404);
    }
  });
});
