// @from-99

import { expect } from "chai";
import { describe, it } from "mocha";
import type { CustomerPage } from "../../../demo99/protobuf/customer.ts";
import { call, newCustomer } from "./calls.ts";

const ok = (reply: object) => ({ code: "OK", details: "", fields: [], reply });

describe("the customers", () => {
  it("are registered once, found, listed, updated and deleted", async () => {
    const ada = newCustomer();
    const { reference, email } = ada;

    for (const _ of [1, 2]) {
      expect(await call("Register", ada)).to.deep.include(ok(ada));
    }
    expect(await call("GetByReference", { reference })).to.deep.include(
      ok(ada),
    );
    const upper = { email: email.toUpperCase() };
    expect(await call("GetByEmail", upper)).to.deep.include(ok(ada));
    const changed = { ...ada, name: "Ada Byron" };
    expect(await call("Update", changed)).to.deep.include(ok(changed));
    expect(await pages()).to.deep.include(changed);
    expect(await call("Delete", { reference })).to.deep.include(ok({}));
    expect((await call("Delete", { reference })).code).to.equal("NOT_FOUND");
  });

  it("contain the opening ones", async () => {
    expect(await pages()).to.deep.include.members([
      { reference: "alice", name: "Alice", email: "alice@store.example" },
      { reference: "bob", name: "Bob", email: "bob@store.example" },
    ]);
  });

  it("have unique references and e-mail addresses", async () => {
    const ada = newCustomer();
    const other = newCustomer();
    await call("Register", ada);
    await call("Register", other);

    for (const [rpc, message] of [
      ["Register", { ...ada, name: "Eve" }],
      ["Register", { ...newCustomer(), email: ada.email.toUpperCase() }],
      ["Update", { ...other, email: ada.email }],
    ] as const) {
      expect((await call(rpc, message)).code).to.equal("ALREADY_EXISTS");
    }
  });

  it("that are unknown are not found", async () => {
    const unknown = newCustomer();

    for (const rpc of ["GetByReference", "GetByEmail", "Update", "Delete"]) {
      expect((await call(rpc, unknown)).code, rpc).to.equal("NOT_FOUND");
    }
  });
});

async function pages() {
  const all: object[] = [];
  for (let after = ""; ; ) {
    const { reply } = await call("List", { limit: 50, after });
    const { items, next } = reply as CustomerPage;
    all.push(...items);
    if (!next) return all;
    after = next;
  }
}
