import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { Conflict, NotFound, Outdated } from "#commons/errors.ts";
import {
  type Customers,
  createCustomerService,
} from "../src/customer-service.ts";
import { createCustomerRepositoryInMemory } from "./customer-repository-in-memory.ts";

const ada = { reference: "1", name: "Ada", email: "ada@a.test" };
const bo = { reference: "2", name: "Bo", email: "bo@a.test" };

const failureOf = (task: Promise<unknown>) =>
  task.then(
    () => expect.fail("did not fail"),
    (error) => error,
  );

describe("customer service", () => {
  let customers: Customers;

  beforeEach(() => {
    customers = createCustomerService(createCustomerRepositoryInMemory());
  });

  it("registers a customer once, however often it is called", async () => {
    for (const _ of [1, 2, 3]) {
      expect(await customers.register(ada)).to.deep.equal(ada);
    }

    expect((await customers.list({ limit: 9 })).items).to.have.length(1);
  });

  it("refuses other data for the same reference or address", async () => {
    await customers.register(ada);

    for (const other of [
      { ...ada, name: "Eve" },
      { ...ada, email: "eve@a.test" },
      { ...ada, reference: "9" },
    ]) {
      const refusal = await failureOf(customers.register(other));
      expect(refusal).to.be.instanceOf(Conflict);
    }
    expect(await customers.get("1")).to.deep.equal(ada);
  });

  it("knows no other customers", async () => {
    for (const task of [
      customers.get("1"),
      customers.getByEmail(ada.email),
      customers.update(ada),
      customers.remove("1"),
    ]) {
      expect(await failureOf(task)).to.be.instanceOf(NotFound);
    }
  });

  it("lists a page at a time", async () => {
    await customers.register(bo);
    await customers.register(ada);

    const first = await customers.list({ limit: 1 });
    const emailKey = "ada@a.test";
    const second = await customers.list({ limit: 1, after: { emailKey } });

    expect(first.items.map((it) => it.name)).to.deep.equal(["Ada"]);
    expect(first.next).to.be.a("string");
    expect(second.items.map((it) => it.name)).to.deep.equal(["Bo"]);
    expect(second.next).to.equal(null);
  });

  it("takes an update twice, and refuses an older one", async () => {
    await customers.register(ada);
    const newer = { ...ada, name: "Ada Crust", version: 3 };

    for (const _ of [1, 2]) {
      expect(await customers.update(newer)).to.deep.equal(newer);
    }

    const older = customers.update({ ...ada, name: "Old", version: 2 });
    expect(await failureOf(older)).to.be.instanceOf(Outdated);
    expect(await customers.get("1")).to.deep.equal(newer);
  });

  it("updates and removes a customer", async () => {
    await customers.register(ada);
    const changed = { ...ada, name: "Ada Crust" };

    await customers.update(changed);

    expect(await customers.getByEmail(ada.email)).to.deep.equal(changed);
    await customers.remove("1");
    expect(await failureOf(customers.get("1"))).to.be.instanceOf(NotFound);
  });
});
