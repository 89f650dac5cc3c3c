/** A listing of Reddit with these entries. */
export function listing(...entries: object[]): string {
  const children = entries.map((data) => ({ kind: "t3", data }));
  return JSON.stringify({ kind: "Listing", data: { children } });
}

export const post = { name: "t3_1", title: "Pies", author: "baker" };

/** An Atom feed with these elements, and what comes before it. */
export function atom(entries: string, before = ""): string {
  const start = `<?xml version="1.0"?>${before}`;
  return `${start}<feed xmlns="http://www.w3.org/2005/Atom">${entries}</feed>`;
}

export const entry = (fields: string) =>
  `<entry><id>urn:1</id><title>Pies</title>${fields}</entry>`;
