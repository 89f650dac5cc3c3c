import { expect } from "chai";
import { describe, it } from "mocha";
import { connect, openDatabase } from "#commons/database.ts";

describe("a database that does not run", () => {
  it("is named by its address and setting, without a password", async () => {
    const database = openDatabase("mongodb://me:secret@localhost:1/", "pies");

    const error = await connect(database).catch((reason) => reason);
    await database.client.close();

    expect(error.message)
      .to.include("no database at localhost:1 (MONGODB_URL): connect ECONN")
      .and.not.include("secret");
  });
});
