type Limits = { timeoutMs: number; maxBytes: number };
type Headers = Record<string, string>;

/**
 * GETs a URL and reads the whole reply, whatever its status. Does not follow
 * redirects. Rejects with a sentence that names the reason.
 */
export async function getText(
  url: string,
  limits: Limits,
  headers: Headers = {},
) {
  const signal = AbortSignal.timeout(limits.timeoutMs);
  try {
    const options = { signal, headers, redirect: "manual" } as const;
    const response = await fetch(url, options);
    const text = await readBody(response, limits.maxBytes);
    return { status: response.status, text };
  } catch (cause) {
    throw new Error(reasonOf(cause as Error, limits), { cause });
  }
}

async function readBody({ body }: Response, maxBytes: number) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new Error(`Reply exceeds ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function reasonOf(error: Error, { timeoutMs }: Limits): string {
  if (error.name === "TimeoutError") {
    return `No reply within ${timeoutMs / 1000} s.`;
  }
  const { cause } = error as { cause?: NodeJS.ErrnoException };
  if (cause?.code === "ECONNREFUSED") return "Connection refused.";
  return cause?.code ?? cause?.message ?? error.message;
}
