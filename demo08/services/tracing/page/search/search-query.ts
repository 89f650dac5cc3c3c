import { parseDuration } from "../format.ts";

/** The values of the form and of the address line; all of them are text. */
export type TraceSearch = {
  serviceName: string;
  spanName: string;
  annotationQuery: string;
  minDuration: string;
  lookback: string;
  limit: string;
  /** "shown" or "hidden": traces of scripts, styles and images. */
  assets: string;
};

export const lookbacks: [ms: string, name: string][] = [
  ["300000", "5 minutes"],
  ["900000", "15 minutes"],
  ["3600000", "hour"],
  ["21600000", "6 hours"],
  ["86400000", "day"],
];

export const limits = ["10", "20", "50", "100", "500"];

const unchosen: TraceSearch = {
  serviceName: "",
  spanName: "",
  annotationQuery: "",
  minDuration: "",
  lookback: "900000",
  limit: "20",
  assets: "hidden",
};

/** The search in an address, also in one that Zipkin's page has written. */
export function searchIn(params: URLSearchParams): TraceSearch {
  const given = Object.keys(unchosen).flatMap((key) => {
    const value = params.get(key);
    return value ? [[key, value]] : [];
  });
  const search = { ...unchosen, ...Object.fromEntries(given) };
  const isKnown = lookbacks.some(([ms]) => ms === search.lookback);
  return { ...search, lookback: isKnown ? search.lookback : unchosen.lookback };
}

/** The address of a search: only the chosen values. */
export function addressOf(search: TraceSearch): string {
  const chosen = Object.entries(search).filter(
    ([key, value]) => value !== unchosen[key as keyof TraceSearch],
  );
  return `/?${new URLSearchParams(chosen)}`;
}

/** The query to the API, until `endTs` (milliseconds). */
export function queryOf(search: TraceSearch, endTs: number): string {
  const minDuration = parseDuration(search.minDuration);
  const { assets, ...others } = search;
  const hideAssets = assets === "hidden" ? "true" : "";
  const query = {
    ...others,
    minDuration: minDuration ?? "",
    hideAssets,
    endTs,
  };
  const given = Object.entries(query).filter(([, value]) => value !== "");
  return `/traces?${new URLSearchParams(given.map(([k, v]) => [k, `${v}`]))}`;
}
