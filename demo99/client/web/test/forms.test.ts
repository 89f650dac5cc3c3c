import { expect } from "chai";
import { describe, it } from "mocha";
import { StoreError } from "../../store-client.ts";
import { offsetOf } from "../page/admin/use-messages.ts";
import { errorsOf } from "../page/form/form-errors.ts";
import { typedIn } from "../page/form/typed.ts";
import { newUserOf } from "../page/session/use-sign-up.ts";

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

describe("what was typed into a form", () => {
  it("has no spaces at its ends, and no empty fields", () => {
    const form = formOf({ name: "  ", email: " ada@store.example " });

    expect(typedIn(form)).to.deep.equal({ email: "ada@store.example" });
  });

  it("keeps the spaces of a password", () => {
    const passwords = { password: " a ", newPassword: "b ", x: " c " };

    expect(typedIn(formOf(passwords))).to.deep.equal({ ...passwords, x: "c" });
  });

  it("has a password when it is a sign-up, be it empty", () => {
    expect(newUserOf({ name: "Ada" })).to.deep.equal({
      name: "Ada",
      password: "",
    });
    expect(newUserOf({ password: " a " }).password).to.equal(" a ");
  });
});

describe("the errors of a form", () => {
  const errors = [
    { field: "email", message: "belongs to another account" },
    { field: "name", message: "Too long" },
  ];

  it("are those of each field, also in a conflict", () => {
    const problem = { title: "Conflict", status: 409, errors };

    expect(errorsOf(new StoreError(problem))).to.deep.equal({
      email: "belongs to another account",
      name: "Too long",
    });
  });

  it("are none without a reply, and without an error of a field", () => {
    for (const error of [
      new TypeError("x"),
      new StoreError({ title: "No answer", status: 0 }),
    ]) {
      expect(errorsOf(error)).to.deep.equal({});
    }
  });
});

describe("a page of messages", () => {
  const offset = (query: string) =>
    offsetOf(new URL(`/admin/messages${query}`, "http://pies.test"));

  it("begins where its URL says, or with the newest one", () => {
    expect(offset("?offset=40")).to.equal(40);
    for (const query of ["", "?offset=", "?offset=-1", "?offset=1e3"]) {
      expect(offset(query), query).to.equal(0);
    }
  });
});
