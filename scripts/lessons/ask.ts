/** The JSON at a URL; undefined if no process listens there. */
export async function ask<Body>(url: string): Promise<Body | undefined> {
  const signal = AbortSignal.timeout(10_000);
  const response = await fetch(url, { signal }).catch(unlessRefused);
  if (!response) return undefined;
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return (await response.json()) as Body;
}

function unlessRefused(error: Error & { cause?: NodeJS.ErrnoException }) {
  if (error.cause?.code === "ECONNREFUSED") return undefined;
  throw error;
}
