import { defineParameterType, Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { attempt, logIn, shop } from "./world.ts";

const spellings: Record<string, (email: string) => string> = {
  "as it is": (email) => email,
  "in capital letters": (email) => email.toUpperCase(),
};

defineParameterType({
  name: "spelling",
  regexp: Object.keys(spellings).map((name) => new RegExp(name)),
  transformer: (name) => spellings[name],
});

async function signUp(password?: string) {
  const { ada, store } = shop();
  const profile = password === undefined ? ada : { ...ada, password };
  shop().user = await store.users.create(profile);
}

When("Ada signs up", () => signUp());
Given("Ada has signed up", () => signUp());
Given("Ada has signed up with the password {string}", signUp);

When("Ada signs up without a name", async () => {
  const { ada, store } = shop();
  const withoutName = { email: ada.email } as typeof ada;
  await attempt(store.users.create(withoutName));
});

When(
  "another user signs up with Ada's e-mail address {spelling}",
  async (spell: (email: string) => string) => {
    const { ada, store } = shop();
    const other = { name: "Bo Pan", email: spell(ada.email) };
    await attempt(store.users.create(other));
  },
);

Then("Ada has an account with her name and e-mail address", () => {
  const { ada, user } = shop();
  expect(user).to.deep.equal({ ...ada, id: user?.id });
});

When(
  "Ada logs in with her e-mail address and the password {string}",
  (password: string) => attempt(logIn(shop().ada.email, password)),
);

Then("she sees her own profile", async () => {
  const { store, user } = shop();
  expect(await store.users.get(`${user?.id}`)).to.deep.equal(user);
});

Then("the store refuses this with status {int}", (status: number) => {
  expect(shop().refusal, "a refusal").to.include({ status });
});

Then(
  "it names the field {string}, which {string}",
  (field: string, message: string) => {
    expect(shop().refusal?.problem.errors).to.deep.equal([{ field, message }]);
  },
);
