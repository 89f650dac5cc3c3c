import { expect } from "chai";
import { describe, it } from "mocha";
import { type Catalog, type KindOfItem, kinds, sell } from "./kinds.ts";
import { expectProblem, fieldsOf } from "./problems.ts";
import { unique } from "./samples.ts";
import { send } from "./store.ts";

const forgedCursors = [
  null,
  [1, 2],
  { x: 1 },
  { title: { $gt: "" }, number: { $gt: "" } },
  { title: "", number: { $ne: null } },
  { sortKey: { $gt: "" }, number: "1" },
  { sortKey: "", number: { $ne: null } },
].map((forged) => Buffer.from(JSON.stringify(forged)).toString("base64url"));

for (const kind of kinds) {
  describe(`searching ${kind.path}`, () => {
    describeMatching(kind);
    describePages(kind);
    describeQuery(kind);
  });
}

async function titles(catalog: Catalog, q: string) {
  const { items } = await catalog.search({ q });
  return items.map(({ title }) => title);
}

function describeMatching(kind: KindOfItem) {
  const { catalog, person } = kind;

  it("finds a part of the title, whatever the case", async () => {
    const word = unique();
    const title = `The ${word} of Évora`;
    await sell(kind, { title });

    expect(await titles(catalog, word.slice(1))).to.deep.equal([title]);
    expect(await titles(catalog, word.toUpperCase())).to.deep.equal([title]);
    expect(await titles(catalog, `${word} OF éVORA`)).to.deep.equal([title]);
  });

  it("finds words without their accents, and with others", async () => {
    const word = unique();
    const title = `Gödel, Amélie, Łódź & Straße ${word}`;
    await sell(kind, { title });

    for (const q of ["godel", "AMELIE", "Gödel", "amèlie", "lodz", "STRASSE"]) {
      expect(await titles(catalog, `${q} ${word}`), q).to.deep.equal([title]);
    }
    expect(await titles(catalog, `gadel ${word}`)).to.deep.equal([]);
  });

  it("finds people", async () => {
    const word = unique();
    const { title } = await sell(kind, { [person]: `Kim ${word}` });

    expect(await titles(catalog, `KIM ${word}`)).to.deep.equal([title]);
  });

  it("finds nothing where nothing matches", async () => {
    expect(await catalog.search({ q: unique() })).to.deep.equal({
      items: [],
      next: null,
    });
  });

  it("takes the characters of a regular expression literally", async () => {
    const word = unique();
    const title = `a.b${word}(c)*[d]\\d+$5^x|y?`;
    await sell(kind, { title });
    await sell(kind, { title: `aXb${word}` });

    expect(await titles(catalog, title)).to.deep.equal([title]);
    expect(await titles(catalog, `a.b${word}`)).to.deep.equal([title]);
    expect(await titles(catalog, `${word}(`)).to.deep.equal([title]);
    expect(await titles(catalog, `${word}.*`)).to.deep.equal([]);
    expect(await titles(catalog, `${word}|x`)).to.deep.equal([]);
  });
}

function describePages(kind: KindOfItem) {
  const { catalog } = kind;

  async function pages(q: string, limit: number) {
    const found = [await catalog.search({ q, limit })];
    for (let page = found[0]; page?.next; page = found.at(-1)) {
      found.push(await catalog.search({ q, limit, after: page.next }));
    }
    return found.map(({ items }) => items.map(({ title }) => title));
  }

  it("sorts by title and turns the pages with a cursor", async () => {
    const word = unique();
    for (const letter of ["D", "A", "E", "C", "B"]) {
      await sell(kind, { title: `${letter} ${word}` });
    }

    expect(await pages(word, 2)).to.deep.equal([
      [`A ${word}`, `B ${word}`],
      [`C ${word}`, `D ${word}`],
      [`E ${word}`],
    ]);
  });

  it("sorts as readers do, without regard to case and accents", async () => {
    const word = unique();
    const sorted = ["“Abba”", "Ágætis", "air", "Émile", "Ende", "zoo", "Zulu"];
    for (const title of [...sorted].reverse()) {
      await sell(kind, { title: `${title} ${word}` });
    }

    const found = (await pages(word, 2)).flat();

    expect(found).to.deep.equal(sorted.map((title) => `${title} ${word}`));
  });

  it("sorts items of one title by number, and skips none", async () => {
    const title = unique();
    const made = [];
    for (let i = 0; i < 3; i++) made.push(await sell(kind, { title }));

    const seen = [];
    let after: string | undefined;
    do {
      const { items, next } = await catalog.search({
        q: title,
        limit: 1,
        ...(after && { after }),
      });
      seen.push(...items.map(({ number }) => number));
      after = next ?? undefined;
    } while (after);

    expect(seen).to.deep.equal(made.map(({ number }) => number).sort());
  });

  it("ends with a page that is just full", async () => {
    const title = unique();
    await sell(kind, { title });
    await sell(kind, { title });

    const { items, next } = await catalog.search({ q: title, limit: 2 });

    expect(items).to.have.length(2);
    expect(next).to.equal(null);
  });

  it("continues after the cursor, whatever is added or deleted", async () => {
    const word = unique();
    const first = await sell(kind, { title: `B ${word}` });
    await sell(kind, { title: `C ${word}` });
    const { next } = await catalog.search({ q: word, limit: 1 });

    await sell(kind, { title: `A ${word}` });
    await catalog.delete(first.number);

    const { items } = await catalog.search({ q: word, after: next as string });
    expect(items.map(({ title }) => title)).to.deep.equal([`C ${word}`]);
  });

  it("gives 20 items if no limit is given", async () => {
    expect((await catalog.search()).items).to.have.length(20);
    expect((await catalog.search({ q: "" })).items).to.have.length(20);
  });
}

function describeQuery({ path, catalog }: KindOfItem) {
  for (const limit of [1, 100]) {
    it(`accepts a limit of ${limit}`, async () => {
      const { items } = await catalog.search({ limit });

      expect(items).to.have.length.within(1, limit);
    });
  }

  for (const limit of ["0", "101", "-1", "1.5", "ten", "1e400", ""]) {
    it(`refuses the limit "${limit}"`, async () => {
      const response = await send("GET", `${path}?limit=${limit}`);

      const problem = await expectProblem(response, 400);
      expect(fieldsOf(problem)).to.deep.equal(["limit"]);
    });
  }

  it("refuses a cursor that it has not given", async () => {
    for (const after of ["nonsense", "%00", ...forgedCursors]) {
      const response = await send("GET", `${path}?after=${after}`);

      const problem = await expectProblem(response, 400);
      expect(fieldsOf(problem).join()).to.match(/^after/);
    }
  });

  it("names each bad parameter", async () => {
    const query = "limit=0&after=nonsense&colour=red";

    const response = await send("GET", `${path}?${query}`);

    const problem = await expectProblem(response, 400);
    expect(fieldsOf(problem)).to.include.members(["limit", "colour"]);
  });
}
