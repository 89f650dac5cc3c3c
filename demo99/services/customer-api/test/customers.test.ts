import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { Conflict, Invalid, NotFound } from "#commons/errors.ts";
import {
  serveTestGrpc,
  stopGrpc,
  testClient,
} from "#commons/grpc/test/test-grpc.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { type CustomerService, customerContract } from "#protobuf/customer.ts";
import { createCustomers } from "../src/customers.ts";

const ada = { reference: "1", name: "Ada", email: "ada@a.test" };
const alice = {
  reference: "alice",
  name: "Alice",
  email: "alice@store.example",
};

const failureOf = (task: Promise<unknown>) =>
  task.then(
    () => expect.fail("did not fail"),
    (error) => error,
  );

describe("customer-api", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let customers: CustomerService;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    const { api, prepare } = createCustomers(testDatabase.database);
    await prepare();
    const url = await serveTestGrpc(customerContract, api);
    const patient = { timeoutMs: 20_000 };
    customers = testClient(customerContract, url, undefined, patient);
  });
  afterEach(async () => {
    await stopGrpc();
    await testDatabase.close();
  });

  it("has the opening customers", async () => {
    const { items, next } = await customers.list({ limit: 0, after: "" });

    expect(items.map(({ reference }) => reference)).to.deep.equal([
      "alice",
      "bob",
    ]);
    expect(next).to.equal("");
  });

  it("fulfils its contract", async () => {
    expect(await customers.register(ada)).to.deep.equal(ada);
    expect(await customers.getByReference({ reference: "1" })).to.eql(ada);
    expect(await customers.getByEmail({ email: "ADA@a.test" })).to.eql(ada);
    const changed = { ...ada, name: "Ada Crust" };
    expect(await customers.update(changed)).to.deep.equal(changed);
    const first = await customers.list({ limit: 2, after: "" });
    expect(first.items).to.deep.equal([changed, alice]);
    const { next: after } = first;
    expect((await customers.list({ limit: 2, after })).items).to.have.length(1);
    expect(await customers.delete({ reference: "1" })).to.deep.equal({});
    const deleted = customers.getByReference({ reference: "1" });
    expect(await failureOf(deleted)).to.be.instanceOf(NotFound);
  });

  it("registers one of two at once", async () => {
    const other = { ...ada, reference: "2" };
    const results = await Promise.allSettled([
      customers.register(ada),
      customers.register(other),
    ]);

    const refused = results.filter((it) => it.status === "rejected");
    expect(refused).to.have.length(1);
    expect(refused[0]?.reason).to.be.instanceOf(Conflict);
  });

  it("names each bad field", async () => {
    const bad = { reference: "a b", name: "", email: "no address" };

    const refusal = await failureOf(customers.register(bad));

    expect(refusal).to.be.instanceOf(Invalid);
    const fields = refusal.members.errors.map((it: { field: string }) => {
      return it.field;
    });
    expect(fields).to.deep.equal(["reference", "name", "email"]);
  });

  it("refuses a page of 101, and a cursor that is none", async () => {
    for (const [field, query] of [
      ["limit", { limit: 101, after: "" }],
      ["limit", { limit: -1, after: "" }],
      ["after", { limit: 1, after: "x" }],
    ] as const) {
      const refusal = await failureOf(customers.list(query));
      expect(refusal.members.errors[0].field).to.equal(field);
    }
  });
});
