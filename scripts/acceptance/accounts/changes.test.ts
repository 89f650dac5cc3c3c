// @from-99

import { describe, it } from "mocha";
import { expectCustomers } from "../customers/registered.ts";
import { changeProfile, expectNoDeadLetters } from "./changes.ts";
import { newProfile, signUp, signUpQuickly } from "./doors.ts";

describe("a changed profile", () => {
  it("becomes that of the customer, whatever came before", async () => {
    const user = await signUpQuickly();
    let last = user;
    for (const name of ["A", "B", "C"]) {
      last = await changeProfile({ ...newProfile(), name, id: user.id });
    }

    await expectCustomers([last]);
  }).timeout(90_000);

  it("leaves its old e-mail address to a new user", async () => {
    const user = await signUpQuickly();
    const moved = await changeProfile({ ...user, email: newProfile().email });
    const next = await signUp({ name: "Bo", email: user.email });

    await expectCustomers([moved, next]);
    await expectNoDeadLetters([moved, next]);
  }).timeout(90_000);
});
