import { z } from "zod";
import type { Description } from "#commons/openapi.ts";
import { itemNumber } from "#commons/validate.ts";
import { type ItemFields, type ItemKind, opening } from "./item.ts";
import { search } from "./search.ts";

/** What the catalogue of a kind of item answers. */
export function describeCatalog<Fields extends ItemFields>({
  kind,
  plural,
  fields,
  example,
}: ItemKind<Fields>): Description {
  const { number, ...sent } = example;
  const title = kind[0]?.toUpperCase() + kind.slice(1);
  const item = z
    .strictObject({ number: itemNumber, ...fields.shape })
    .meta({ title, examples: [example] });
  const page = z
    .strictObject({ items: z.array(item), next: z.string().nullable() })
    .meta({ title: `${title}Page` });
  const created = fields
    .extend(opening.shape)
    .meta({ examples: [{ ...sent, stock: 10 }] });
  const replaced = fields
    .extend({ number: itemNumber.optional() })
    .meta({ examples: [sent] });

  return {
    service: `${kind}-api`,
    summary: `The ${plural} that the shop sells.`,
    examples: { number },
    operations: {
      [`GET /${plural}`]: {
        summary: "Search; sorted by title, `next` leads to the next page",
        query: search,
        answers: { 200: page },
      },
      [`POST /${plural}`]: {
        summary: "Put a new item on sale, with a number and a stock line",
        roles: ["admin"],
        body: created,
        location: `/${plural}/{number}`,
        answers: { 201: item },
      },
      [`GET /${plural}/{number}`]: {
        summary: "An item",
        answers: { 200: item },
        refusals: [404],
      },
      [`PUT /${plural}/{number}`]: {
        summary: "Change an item; all fields are sent",
        roles: ["admin"],
        body: replaced,
        answers: { 200: item },
        refusals: [404],
      },
      [`DELETE /${plural}/{number}`]: {
        summary: "No longer sell an item; its stock line goes too",
        roles: ["admin"],
        answers: { 204: null },
        refusals: [404],
      },
    },
  };
}
