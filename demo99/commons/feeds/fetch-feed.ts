import fetch, { FetchError, type Response } from "node-fetch";
import { useAgent as publicAgent } from "request-filtering-agent";
import { Unavailable } from "#commons/errors.ts";

const mostBytes = 1_000_000;
const mostRedirects = 3;

/** What the server has said of the version that is known already. */
export type Validators = { etag?: string; lastModified?: string };

/** `text` is undefined if the feed has not changed. */
export type Fetched = Validators & { text?: string };

/** Reads the feed at a URL of http or https; throws Unavailable. */
export async function fetchFeed(
  url: string,
  { etag, lastModified }: Validators,
  { timeoutMs = 5_000 } = {},
): Promise<Fetched> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      headers: {
        "user-agent": "microservice-pie/1.0",
        accept: "application/atom+xml, application/json, */*;q=0.1",
        ...(etag && { "if-none-match": etag }),
        ...(lastModified && { "if-modified-since": lastModified }),
      },
      follow: mostRedirects,
      agent: agentFor(new URL(url)),
      // Of the text, when it is decompressed.
      size: mostBytes,
      signal,
    });
    return await read(response, Boolean(etag || lastModified));
  } catch (cause) {
    // Without its path, which may be a secret.
    const { origin } = new URL(url);
    const why = signal.aborted
      ? `no response within ${timeoutMs / 1_000} s.`
      : reasonOf(cause);
    throw new Unavailable(`${origin}: ${why}`, { cause });
  }
}

/**
 * The URL is the operator's, and may be internal. A redirect is the server's:
 * to another host, it connects to public addresses only. They are checked when
 * the name is looked up for the connection, so that no later reply of the DNS
 * can replace them.
 */
function agentFor({ host }: URL) {
  return (url: URL) => (url.host === host ? undefined : publicAgent(url.href));
}

async function read(
  response: Response,
  isConditional: boolean,
): Promise<Fetched> {
  const { status, headers } = response;
  const etag = headers.get("etag");
  const lastModified = headers.get("last-modified");
  const validators = {
    ...(etag && { etag }),
    ...(lastModified && { lastModified }),
  };
  if (status === 304 && isConditional) return validators;
  const text = await response.text();
  // A redirect may lead to data:, whose URL is empty.
  if (!response.url.startsWith("http")) throw new Error("not a web address.");
  if (status !== 200) throw new Error(`status ${status}.`);
  return { ...validators, text };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof FetchError)) return (error as Error).message;
  if (error.type === "max-size") return "more than 1 MB.";
  if (error.type === "max-redirect") return "too many redirects.";
  if (/ is not allowed\. /.test(error.message)) {
    return "a redirect to an address that is not public.";
  }
  return error.code ?? error.type;
}
