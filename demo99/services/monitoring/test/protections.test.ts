import { expect } from "chai";
import { describe, it } from "mocha";
import { circuitsOf } from "../src/circuit.ts";
import { parseExposition } from "../src/exposition.ts";
import { poolOf } from "../src/pool.ts";

const inventory = 'service="inventory-api",instance="http://localhost:8085"';
const books = 'service="book-api",instance="http://localhost:8081"';

describe("what a scrape contains about protections", () => {
  it("is the state of each circuit", () => {
    const samples = parseExposition(
      [`circuit_state{${inventory}} 2`, `circuit_state{${books}} 0`].join("\n"),
    );

    expect(circuitsOf(samples)).to.deep.equal([
      {
        ...{ service: "inventory-api", url: "http://localhost:8085" },
        state: "open",
      },
      { service: "book-api", url: "http://localhost:8081", state: "closed" },
    ]);
  });

  it("is the pool of database connections, if there is one", () => {
    const pool = (state: string, count: number) =>
      `mongodb_pool_connections{state="${state}"} ${count}`;
    const text = [pool("open", 5), pool("in_use", 3), pool("waiting", 1)];

    expect(poolOf(parseExposition(text.join("\n")))).to.deep.equal({
      ...{ open: 5, inUse: 3, waiting: 1 },
    });
    expect(poolOf([])).to.equal(undefined);
  });
});
