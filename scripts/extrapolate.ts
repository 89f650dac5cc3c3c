import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as client from "../demo99/client/store-client.ts";
import {
  extrapolateHelp,
  extrapolateOptions,
  parseExtrapolateArguments,
  type Wanted,
} from "./extrapolate/arguments.ts";
import { extrapolate, type Made } from "./extrapolate/extrapolate.ts";
import { addTo } from "./extrapolate/into.ts";
import { readOpening } from "./extrapolate/opening.ts";
import { renderProgress, renderSum } from "./extrapolate/report.ts";
import { logIn } from "./lessons/log-in.ts";
import { staff } from "./lessons/store.ts";
import { StageError } from "./stage/errors.ts";

export const options = Object.keys(extrapolateOptions);

const progressEveryMs = 2_000;

/** Prints a large catalogue, or adds it to a running store. */
export async function main(args: string[]) {
  const wanted = parseExtrapolateArguments(args);
  if (wanted.help) return console.log(extrapolateHelp);
  const data = extrapolate(await readOpening(), wanted);
  if (wanted.into) return add(data, wanted, wanted.into);
  await print(data);
}

/** Ends without an error when the reader wants no more, as `head`. */
async function print(data: Iterable<Made>) {
  await pipeline(Readable.from(linesOf(data)), process.stdout).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    },
  );
}

function* linesOf(data: Iterable<Made>) {
  for (const made of data) yield `${JSON.stringify(made)}\n`;
}

async function add(data: Iterable<Made>, wanted: Wanted, url: string) {
  const store = await connect(url);
  const startedAt = performance.now();
  let shownAt = startedAt;
  const sum = await addTo(store, data, (progress) => {
    const now = performance.now();
    if (now - shownAt < progressEveryMs) return;
    shownAt = now;
    console.error(renderProgress(progress, wanted, (now - startedAt) / 1_000));
  });
  console.error(renderSum(sum));
  process.exit(sum.refused === 0 ? 0 : 1);
}

/** The store, as staff. */
async function connect(url: string): Promise<client.StoreClient> {
  const urls = client.oneUrl(url);
  const token = process.env.TOKEN;
  if (token) return client.createStoreClient(urls, { token: () => token });
  try {
    return (await logIn(client, staff, urls)) as client.StoreClient;
  } catch (cause) {
    const { message } = cause as Error;
    throw new StageError(`No login at ${url}: ${message}`, { cause });
  }
}
