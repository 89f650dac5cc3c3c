import * as z from "zod";
import {
  created,
  describeService,
  ifMatchHeader,
  noContent,
  ok,
  problems,
  requestBody,
  tagged,
} from "#commons/openapi/describe.ts";
import { itemNumber } from "#commons/validate.ts";
import { type ItemFields, type ItemKind, opening } from "./item.ts";
import { search, selection } from "./search.ts";

const query = search.extend({
  limit: search.shape.limit.meta({ description: "1 to 100; usually 20" }),
  after: search.shape.after.meta({ description: "`next` of another page" }),
  numbers: selection.shape.numbers.optional().meta({
    description: "Up to 100 numbers, separated by commas; no other parameter",
  }),
});

/** The OpenAPI document of the catalogue of one kind of item. */
export function describeCatalog<Fields extends ItemFields>({
  kind,
  plural,
  fields,
  example,
}: ItemKind<Fields>) {
  const { number, ...sent } = example;
  const id = kind[0]?.toUpperCase() + kind.slice(1);
  const inText = kind === "book" ? plural : `${kind.toUpperCase()}s`;
  const item = z
    .strictObject({ number: itemNumber, ...fields.shape })
    .meta({ id, examples: [example] });
  const page = z
    .strictObject({ items: z.array(item), next: z.string().nullable() })
    .meta({ id: `${id}Page` });
  const path = z.object({
    number: itemNumber.meta({ param: { example: number } }),
  });
  const newItem = fields.extend(opening.shape);
  const replaced = fields.extend({ number: itemNumber.optional() });

  return describeService(`${kind}-api`, `The ${inText} that the shop sells.`, {
    [`GET /${plural}`]: {
      summary: "Search, sorted by title, a page at a time; or list by number",
      requestParams: { query },
      responses: { 200: ok(page) },
    },
    [`POST /${plural}`]: {
      summary: "Add an item; it gets a number and a stock line",
      requestBody: requestBody(newItem, { ...sent, stock: 10 }),
      responses: { 201: created(item, `/${plural}/{number}`) },
    },
    [`GET /${plural}/{number}`]: {
      summary: "Get an item",
      requestParams: { path },
      responses: { 200: tagged(item), ...problems(404) },
    },
    [`PUT /${plural}/{number}`]: {
      summary: "Replace an item; the body has all fields",
      requestParams: { path, header: ifMatchHeader },
      requestBody: requestBody(replaced, sent),
      responses: { 200: tagged(item), ...problems(404, 412) },
    },
    [`DELETE /${plural}/{number}`]: {
      summary: "Delete an item and its stock line",
      requestParams: { path },
      responses: { 204: noContent, ...problems(404) },
    },
  });
}
