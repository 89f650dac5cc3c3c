import { isIPv4, isIPv6 } from "node:net";

const label = /^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?$/;

/**
 * The host as it is written in a URL, an IPv6 address in brackets; undefined
 * if the text is no host. Netflix's server accepts any text as a host name.
 */
export function hostInUrl(text: string): string | undefined {
  const bare = text.replace(/^\[(.*)\]$/, "$1");
  if (isIPv6(bare) && !bare.includes("%")) return `[${bare}]`;
  if (isIPv4(text)) return text;
  const labels = text.replace(/\.$/, "").split(".");
  const isName = text.length <= 253 && labels.every((it) => label.test(it));
  return isName ? text : undefined;
}

/** The text if it is a URL that a browser can open, undefined otherwise. */
export function webUrl(text: string | undefined): string | undefined {
  if (!text || !URL.canParse(text)) return undefined;
  const { protocol, username } = new URL(text);
  const isWeb = protocol === "http:" || protocol === "https:";
  return isWeb && username === "" ? text : undefined;
}
