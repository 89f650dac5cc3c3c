import type { Route } from "./open-api.ts";

/** What was typed; a body is JSON. */
export type Typed = { values: Record<string, string>; body: string };

export type Received = {
  request: string;
  status: string;
  ms: number;
  text: string;
};

/** Makes a request of what was typed, and says what came back. */
export async function send(
  { method, path, operation }: Route,
  { values, body }: Typed,
  token: string | undefined,
): Promise<Received> {
  const url = fill(path, values) + queryOf(operation.parameters, values);
  const startedAt = performance.now();
  const response = await fetch(url, {
    method,
    headers: {
      ...(body && { "content-type": "application/json" }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: body || null,
  });
  const text = await response.text();
  return {
    request: `${method} ${url}`,
    status: `${response.status} ${response.statusText}`,
    ms: Math.round(performance.now() - startedAt),
    text: text && JSON.stringify(JSON.parse(text), null, 2),
  };
}

function fill(path: string, values: Typed["values"]) {
  return path.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(values[name] ?? ""),
  );
}

function queryOf(
  parameters: Route["operation"]["parameters"] = [],
  values: Typed["values"],
) {
  const given = parameters
    .filter(({ in: place, name }) => place === "query" && values[name])
    .map(({ name }) => `${name}=${encodeURIComponent(values[name] ?? "")}`);
  return given.length > 0 ? `?${given.join("&")}` : "";
}
