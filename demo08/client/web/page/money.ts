const euros = new Intl.NumberFormat("en", {
  style: "currency",
  currency: "EUR",
});

/** 1250 as "€12.50". */
export function formatMoney(cents: number): string {
  return euros.format(cents / 100);
}

/** "12.50", "12,5" or "12" as cents; undefined for anything else. */
export function parseMoney(text: string): number | undefined {
  const match = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, whole = "", fraction = ""] = match;
  return Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
}
