import { expect } from "chai";
import { after, before, beforeEach, describe, it } from "mocha";
import { Conflict } from "#commons/errors.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import {
  type CustomerRepository,
  createCustomerRepository,
} from "../src/customer-repository.ts";
import { createCustomerRepositoryInMemory } from "./customer-repository-in-memory.ts";

const ada = { reference: "1", name: "Ada", email: "Ada@a.test" };
const bo = { reference: "2", name: "Bo", email: "bo@a.test" };

const failureOf = (task: Promise<unknown>) =>
  task.then(
    () => expect.fail("did not fail"),
    (error) => error,
  );

/** What every repository of customers does. */
function describeRepository(open: () => Promise<CustomerRepository>) {
  let customers: CustomerRepository;

  beforeEach(async () => {
    customers = await open();
  });

  it("finds what was inserted, by reference and e-mail address", async () => {
    await customers.insert(ada);

    expect(await customers.find("1")).to.deep.equal(ada);
    expect(await customers.findByEmail("ADA@A.test")).to.deep.equal(ada);
    expect(await customers.find("2")).to.equal(undefined);
    expect(await customers.findByEmail("bo@a.test")).to.equal(undefined);
  });

  it("refuses a reference and an e-mail address twice", async () => {
    await customers.insert(ada);

    for (const other of [
      { ...bo, reference: "1" },
      { ...bo, email: "aDA@a.test" },
    ]) {
      expect(await failureOf(customers.insert(other))).instanceOf(Conflict);
    }
    expect(await customers.find("1")).to.deep.equal(ada);
    expect(await customers.find("2")).to.equal(undefined);
  });

  it("lists by e-mail address, a page at a time", async () => {
    await customers.insert(bo);
    await customers.insert(ada);

    const first = await customers.list({ limit: 1 });
    const [{ emailKey = "" } = {}] = first;
    const second = await customers.list({ limit: 2, after: { emailKey } });

    expect(first).to.deep.equal([{ ...ada, emailKey: "ada@a.test" }]);
    expect(second).to.deep.equal([{ ...bo, emailKey: "bo@a.test" }]);
  });

  it("replaces a customer, and keeps addresses unique", async () => {
    await customers.insert(ada);
    await customers.insert(bo);
    const moved = { ...ada, email: "new@a.test" };

    expect(await customers.replace(moved)).to.equal(true);

    expect(await customers.find("1")).to.deep.equal(moved);
    expect(await customers.findByEmail(ada.email)).to.equal(undefined);
    const taken = customers.replace({ ...ada, email: "BO@a.test" });
    expect(await failureOf(taken)).to.be.instanceOf(Conflict);
    expect(await customers.replace({ ...ada, reference: "3" })).to.equal(false);
  });

  it("replaces a customer of an older version only, or of none", async () => {
    const renamed = (name: string, version?: number) => {
      return { ...ada, name, ...(version && { version }) };
    };
    await customers.insert(ada);

    expect(await customers.replace(renamed("A3", 3))).to.equal(true);
    expect(await customers.replace(renamed("A2", 2))).to.equal(false);
    expect(await customers.replace(renamed("A3 again", 3))).to.equal(false);
    expect(await customers.find("1")).to.deep.equal(renamed("A3", 3));
    expect(await customers.replace(renamed("any"))).to.equal(true);
    expect(await customers.find("1")).to.deep.equal(renamed("any", 3));
    expect(await customers.replace(renamed("A4", 4))).to.equal(true);
    const [{ version } = {}] = await customers.list({ limit: 1 });
    expect(version).to.equal(4);
  });

  it("removes a customer once", async () => {
    await customers.insert(ada);

    expect(await customers.remove("1")).to.equal(true);
    expect(await customers.remove("1")).to.equal(false);
    expect(await customers.find("1")).to.equal(undefined);
  });
}

describe("the repository of customers in memory", () => {
  describeRepository(async () => createCustomerRepositoryInMemory());
});

describe("the repository of customers in MongoDB", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;

  before(() => {
    testDatabase = openTestDatabase();
  });
  after(() => testDatabase.close());

  describeRepository(async () => {
    await testDatabase.database.dropDatabase();
    const repository = createCustomerRepository(testDatabase.database);
    await repository.prepare([bo]);
    await repository.remove(bo.reference);
    return repository;
  });

  it("loads the opening customers once", async () => {
    const repository = createCustomerRepository(testDatabase.database);
    await testDatabase.database.dropDatabase();
    await repository.prepare([ada]);
    await repository.remove("1");
    await repository.insert(bo);

    await repository.prepare([ada]);

    expect(await repository.find("1")).to.equal(undefined);
  });
});
