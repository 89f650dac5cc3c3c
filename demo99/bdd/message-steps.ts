import { setTimeout as pause } from "node:timers/promises";
import { Then } from "@cucumber/cucumber";
import { expect } from "chai";
import { logIn, shop } from "./world.ts";

const withinMs = 50_000;
const paceMs = 200;

/** The texts in a channel that include `part`; waits until there is one. */
async function messagesWith(part: string, channel: string) {
  const { messages } = shop().store;
  const deadline = performance.now() + withinMs;
  for (;;) {
    const { items } = await messages.list({ channel, limit: 100 });
    const texts = items.map(({ message }) => message);
    const found = texts.filter((text) => text.includes(part));
    if (found.length > 0 || performance.now() > deadline) return found;
    await pause(paceMs);
  }
}

Then(
  "the staff see {int} message(s) {string} in the channel {string}",
  async (count: number, text: string, channel: string) => {
    const { email } = shop().ada;
    await logIn("admin", "oven-mitts");
    const expected = text.replace("<e-mail address>", email);
    const found = await messagesWith(email, channel);
    expect(found).to.deep.equal(Array(count).fill(expected));
  },
);
