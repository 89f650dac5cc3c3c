import { expect } from "chai";
import { until } from "../../testing/until.ts";
import { runningStage } from "../hooks.ts";

type Posted = { id: string; message: string };

const pageSize = 100;

/** All messages in the channel of new users. */
export async function readAnnouncements(): Promise<Posted[]> {
  const all: Posted[] = [];
  for (;;) {
    const query = `channel=%23user&limit=${pageSize}&offset=${all.length}`;
    const url = `${runningStage().url("slack-api")}/messages?${query}`;
    const response = await fetch(url, { signal: AbortSignal.timeout(15_000) });
    const { items } = (await response.json()) as { items: Posted[] };
    all.push(...items);
    if (items.length < pageSize) return all;
  }
}

/** Waits until there is a message about each user; there must be one. */
export async function expectAnnounced(
  users: { email: string }[],
  withinMs = 60_000,
) {
  const limits = { withinMs, everyMs: 100 };
  const posted = await until(
    "a message about each user",
    async () => {
      const found = await readAnnouncements();
      const texts = found.map(({ message }) => message);
      expect(texts).to.include.members(users.map(textOf));
      return texts;
    },
    limits,
  );
  for (const user of users) {
    const text = textOf(user);
    expect(posted.filter((it) => it === text)).to.deep.equal([text]);
  }
}

const textOf = ({ email }: { email: string }) => `User ${email} created`;
