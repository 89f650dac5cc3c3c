/** GETs JSON from monitoring; rejects unless it replies 2xx within 2 s. */
export async function getJson<Reply>(path: string): Promise<Reply> {
  const response = await fetch(path, { signal: AbortSignal.timeout(2_000) });
  if (!response.ok) throw new Error(`Monitoring replied ${response.status}.`);
  return response.json();
}
