import type { Stage } from "../stage/stage.ts";

type Page = { items: { message: string }[] };

const pageSize = 100;
const timeoutMs = 2_000;

const read = (url: string) =>
  fetch(url, { signal: AbortSignal.timeout(timeoutMs) });

/** How many messages slack-api has about each of these new users. */
export async function countMessages(
  stage: Pick<Stage, "url">,
  emails: string[],
): Promise<number[]> {
  const url = `${stage.url("slack-api")}/messages?channel=%23user`;
  const texts: string[] = [];
  for (;;) {
    const query = `&limit=${pageSize}&offset=${texts.length}`;
    const { items } = (await (await read(url + query)).json()) as Page;
    texts.push(...items.map(({ message }) => message));
    if (items.length < pageSize) break;
  }
  return emails.map((email) => {
    return texts.filter((text) => text === `User ${email} created`).length;
  });
}

/** How many events were published, less those that are completely handled. */
export async function countWaiting(stage: Pick<Stage, "url">): Promise<number> {
  const [published, done, dead] = await Promise.all([
    countOf("user-api", /^broker_published_total\{.*"confirmed"\} (\d+)$/m),
    countOf("user-queue", /^broker_consumed_total\{.*"done"\} (\d+)$/m),
    countOf("user-queue", /^broker_consumed_total\{.*"dead"\} (\d+)$/m),
  ]);
  return published - done - dead;

  async function countOf(service: string, pattern: RegExp) {
    const text = await (await read(`${stage.url(service)}/metrics`)).text();
    return Number(pattern.exec(text)?.[1] ?? 0);
  }
}
