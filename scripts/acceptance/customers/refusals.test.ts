// @from-99

import { expect } from "chai";
import { describe, it } from "mocha";
import { authorizationFor } from "../identities.ts";
import { call, newCustomer, send } from "./calls.ts";

const path = "/customer.CustomerService/Register";
const forged = "Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoic2VydmljZSJ9.";

describe("customer-api refuses", () => {
  it("bad fields, each by its name", async () => {
    const bad = { reference: "a b", name: "", email: "a@b" };

    const { code, fields } = await call("Register", bad);

    expect(code).to.equal("INVALID_ARGUMENT");
    expect(fields).to.deep.equal(["reference", "name", "email"]);
    const { code: other } = await call("List", { limit: 101, after: "" });
    expect(other).to.equal("INVALID_ARGUMENT");
  });

  it("a call without a deadline, and says so", async () => {
    const { code, details } = await call("Register", newCustomer(), {
      timeout: "",
    });

    expect(code).to.equal("INVALID_ARGUMENT");
    expect(details).to.include("no deadline");
  });

  it("callers that are no service", async () => {
    const { authorization = "" } = authorizationFor("/carts/alice");

    for (const [token, expected] of [
      ["", "UNAUTHENTICATED"],
      [forged, "UNAUTHENTICATED"],
      [authorization, "PERMISSION_DENIED"],
    ] as const) {
      const settings = { authorization: token };
      const { code } = await call("Register", newCustomer(), settings);
      expect(code).to.equal(expected);
    }
  });

  it("bytes that are no message, and messages that are too large", async () => {
    const malformed = Buffer.from("0a7f61", "hex");
    const name = "x".repeat(100_000);

    const codes = [
      await send(path, malformed),
      await call("Register", { ...newCustomer(), name }),
      await send("/customer.CustomerService/Rob", Buffer.alloc(0)),
    ].map(({ code }) => code);

    expect(codes).to.deep.equal([
      "INVALID_ARGUMENT",
      "RESOURCE_EXHAUSTED",
      "UNIMPLEMENTED",
    ]);
  });
});
