import { Router } from "express";
import * as z from "zod";
import { ifMatch } from "#commons/requests/if-match.ts";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import type { CatalogService } from "./catalog-service.ts";
import { type ItemFields, type ItemKind, opening } from "./item.ts";
import { search, selection } from "./search.ts";

/** `/books`, `/cds` or `/dvds`. */
export function createCatalogApi<Fields extends ItemFields>(
  { plural, fields }: ItemKind<Fields>,
  catalog: CatalogService<Fields>,
): Router {
  const router = Router();
  router.use(jsonBody);

  router.get(`/${plural}`, async (req, res) => {
    const { query } = req;
    const found =
      "numbers" in query
        ? await catalog.list(parse(selection, query).numbers)
        : await catalog.search(parse(search, query));
    res.json(found);
  });

  router.use(`/${plural}`, noQuery);

  router.post(`/${plural}`, async (req, res) => {
    const created = fields.extend(opening.shape);
    const { stock, ...rest } = parse(created, req.body);
    const item = await catalog.create(rest as Fields, Number(stock));
    res.status(201).location(`/${plural}/${item.number}`).json(item);
  });

  router
    .route(`/${plural}/:number`)
    .get(async (req, res) => {
      const { item, revision } = await catalog.get(req.params.number);
      res.set("ETag", `"${revision}"`).json(item);
    })
    .put(async (req, res) => {
      const { number } = req.params;
      const replaced = fields.extend({ number: z.literal(number).optional() });
      const { number: _, ...rest } = parse(replaced, req.body);
      const { item, revision } = await catalog.replace(
        number,
        rest as Fields,
        ifMatch(req),
      );
      res.set("ETag", `"${revision}"`).json(item);
    })
    .delete(async (req, res) => {
      await catalog.delete(req.params.number);
      res.status(204).end();
    });

  return router;
}
