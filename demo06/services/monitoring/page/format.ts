const nothing = "–";

/** A whole number from 10 on, one digit after the point below. */
export function formatRate(perSecond: number | undefined): string {
  if (perSecond === undefined) return nothing;
  return perSecond.toFixed(perSecond < 9.95 ? 1 : 0);
}

export function formatShare(share: number | undefined): string {
  if (share === undefined) return nothing;
  const percent = share * 100;
  return `${percent.toFixed(percent > 0 && percent < 9.95 ? 1 : 0)} %`;
}

export function formatMs(ms: number | undefined): string {
  if (ms === undefined) return nothing;
  if (ms >= 999.5) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms.toFixed(ms < 9.95 ? 1 : 0)} ms`;
}

export function formatBytes(bytes: number | undefined): string {
  return bytes === undefined ? nothing : `${Math.round(bytes / 1e6)} MB`;
}

/** The host and port of an instance: "localhost:8184". */
export const hostOf = (url: string): string => new URL(url).host;
