import { expect } from "chai";
import { describe, it } from "mocha";
import { hasValidCheckDigit } from "./check-digit.ts";
import { type KindOfItem, kinds, sample, sell } from "./kinds.ts";
import { expectProblem, fieldsOf, refusal } from "./problems.ts";
import { unique } from "./samples.ts";
import { send, store, urlOf } from "./store.ts";

const unsold = "123456789999";

for (const kind of kinds) {
  describe(`the catalogue of ${kind.path}`, () => {
    describeCreate(kind);
    describeReplace(kind);
    describeDelete(kind);
  });
}

function describeCreate(kind: KindOfItem) {
  const { path, catalog } = kind;

  it("gives a new item a valid number and a Location", async () => {
    const fields = sample(kind, kind.optional);

    const response = await send("POST", path, { json: fields });

    expect(response.status).to.equal(201);
    const item = await response.json();
    expect(item).to.deep.equal({ number: item.number, ...fields });
    expect(item.number).to.match(kind.number);
    expect(hasValidCheckDigit(item.number)).to.equal(true);
    const location = response.headers.get("location") ?? "none";
    const url = new URL(location, urlOf(path)).href;
    expect(await (await fetch(url)).json()).to.deep.equal(item);
  });

  it("finds an item by its number", async () => {
    const item = await sell(kind, kind.optional);

    expect(await catalog.get(item.number)).to.deep.equal(item);
  });

  it("opens a stock line, empty if nothing is said", async () => {
    const plenty = await catalog.create(sample(kind, { stock: 7 }));
    const none = await catalog.create(sample(kind));

    expect((await store.stock.get(plenty.number)).onHand).to.equal(7);
    expect((await store.stock.get(none.number)).onHand).to.equal(0);
  });

  it("does not contain the stock", async () => {
    const item = await sell(kind, { stock: 7 });

    expect(item).not.to.have.property("stock");
  });

  it("lists up to 100 items by their numbers", async () => {
    const [a, b] = [await sell(kind), await sell(kind)];

    const { items, next } = await catalog.list([b.number, unsold, a.number]);

    expect(items).to.have.deep.members([a, b]);
    expect(next).to.equal(null);
    const many = Array(101).fill(unsold).join();
    for (const query of ["", "1,,2", many, `${a.number}&q=a`]) {
      const response = await send("GET", `${path}?numbers=${query}`);
      await expectProblem(response, 400);
    }
  });

  it("answers 404 for a number that is not sold", async () => {
    await expectProblem(await send("GET", `${path}/${unsold}`), 404);
  });
}

function describeReplace(kind: KindOfItem) {
  const { path, catalog } = kind;

  it("replaces an item as a whole", async () => {
    const { number } = await sell(kind, kind.optional);
    const fields = sample(kind, { year: 1999 });

    const answer = await catalog.replace(number, fields);

    expect(answer).to.deep.equal({ number, ...fields });
    expect(await catalog.get(number)).to.deep.equal({ number, ...fields });
  });

  it("leaves the stock alone when an item is replaced", async () => {
    const { number } = await sell(kind, { stock: 7 });

    await catalog.replace(number, sample(kind));

    expect((await store.stock.get(number)).onHand).to.equal(7);
  });

  it("finds a replaced item under its new title only", async () => {
    const { number, title } = await sell(kind);
    const renamed = sample(kind);

    await catalog.replace(number, renamed);

    expect((await catalog.search({ q: title })).items).to.have.length(0);
    expect((await catalog.search({ q: renamed.title })).items).to.have.length(
      1,
    );
  });

  it("takes back what it answered, number included", async () => {
    const item = await sell(kind);

    expect(await catalog.replace(item.number, item)).to.deep.equal(item);
  });

  it("does not change a number", async () => {
    const item = await sell(kind);
    const json = { ...item, number: unsold };

    const response = await send("PUT", `${path}/${item.number}`, { json });

    const problem = await expectProblem(response, 400);
    expect(fieldsOf(problem)).to.deep.equal(["number"]);
    expect(await catalog.get(item.number)).to.deep.equal(item);
  });

  it("replaces an item only as it was read", async () => {
    const { number } = await sell(kind);
    const { value, etag } = await catalog.read(number);
    const [first, second] = [sample(kind), sample(kind)];

    expect(etag).to.match(/^"[^"]+"$/);
    await catalog.replace(number, first, etag);
    const late = await refusal(catalog.replace(number, second, etag));

    expect(late.status).to.equal(412);
    expect(await catalog.get(number)).to.deep.equal({ number, ...first });
    expect(value).to.not.deep.equal(first);
    const current = (await catalog.read(number)).etag;
    for (const header of [`"x", ${current}`, "*"]) {
      const headers = { "if-match": header };
      const json = sample(kind);
      const sent = await send("PUT", `${path}/${number}`, { json, headers });
      expect(sent.status, header).to.equal(200);
    }
  });

  it("answers 404 when an unknown item is replaced, and adds none", async () => {
    const fields = sample(kind);

    expect(await refusal(catalog.replace(unsold, fields))).to.include({
      status: 404,
    });
    expect(await refusal(catalog.get(unsold))).to.include({ status: 404 });
  });
}

function describeDelete(kind: KindOfItem) {
  const { path, catalog } = kind;

  it("deletes an item and its stock line", async () => {
    const { number, title } = await sell(kind);

    const response = await send("DELETE", `${path}/${number}`);

    expect(response.status).to.equal(204);
    expect(await refusal(catalog.get(number))).to.include({ status: 404 });
    expect(await refusal(store.stock.get(number))).to.include({ status: 404 });
    expect((await catalog.search({ q: title })).items).to.have.length(0);
  });

  it("answers 404 when an unknown item is deleted", async () => {
    const { number } = await sell(kind, { title: unique() });
    await catalog.delete(number);

    await expectProblem(await send("DELETE", `${path}/${number}`), 404);
    await expectProblem(await send("DELETE", `${path}/${unsold}`), 404);
  });
}
