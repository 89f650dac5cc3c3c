import type { Request } from "./call.ts";
import type { Operation } from "./system.ts";

/** What callers search for: words of titles, beginnings and mistakes. */
const queries = ["dracula", "love", "blu", "the wall", "hawkng", "night"];

export const comparedServices = [
  ...["search-api", "recommend-api", "tag-api", "sync-api"],
];

type Sample = { numbers: string[]; token: string };

/** The operations of both systems, for items that both have. */
export function operationsFor({ numbers, token }: Sample): Operation[] {
  const headers = { authorization: `Bearer ${token}` };
  const recommend = (version: string, number: string): Request => ({
    method: "GET",
    path: `/recommendations?number=${number}`,
    headers: { ...headers, "x-api-version": version },
  });
  return [
    {
      name: "search",
      service: "search-api",
      next: inTurn(queries, (q) => ({
        method: "GET",
        path: `/search?q=${encodeURIComponent(q)}`,
      })),
    },
    {
      name: "recommend (v1)",
      service: "recommend-api",
      instance: "recommend-api/1",
      next: inTurn(numbers, (number) => recommend("1", number)),
    },
    {
      name: "recommend (v2)",
      service: "recommend-api",
      instance: "recommend-api/2",
      next: inTurn(numbers, (number) => recommend("2", number)),
    },
    {
      name: "tag",
      service: "tag-api",
      next: inTurn(numbers, (number, turn) => ({
        method: "PUT",
        path: `/tags/${number}`,
        headers,
        body: JSON.stringify({ tags: ["gothic", `turn ${turn % 10}`] }),
      })),
    },
    {
      name: "sync",
      service: "sync-api",
      next: () => ({ method: "GET", path: "/sources" }),
    },
  ];
}

function inTurn<T>(list: T[], toRequest: (it: T, turn: number) => Request) {
  let turn = 0;
  return () => {
    turn++;
    return toRequest(list[turn % list.length] as T, turn);
  };
}
