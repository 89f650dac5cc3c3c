import type { Database } from "#commons/database.ts";
import type { HttpClient } from "#commons/http.ts";
import { createCatalogApi } from "./catalog-api.ts";
import { describeCatalog } from "./catalog-openapi.ts";
import { createCatalogRepository } from "./catalog-repository.ts";
import { createCatalogService } from "./catalog-service.ts";
import { createInventoryClient } from "./inventory-client.ts";
import type { Item, ItemFields, ItemKind } from "./item.ts";
import { createNumberClient } from "./number-client.ts";

type Resources = {
  database: Database;
  numbers: HttpClient;
  inventory: HttpClient;
};

/** The catalogue of one kind of item, put together from its layers. */
export function createCatalog<Fields extends ItemFields>(
  kind: ItemKind<Fields>,
  { database, numbers, inventory }: Resources,
) {
  const items = createCatalogRepository(database, kind);
  const catalog = createCatalogService({
    kind,
    items,
    numbers: createNumberClient(numbers),
    inventory: createInventoryClient(inventory),
  });
  return {
    routes: createCatalogApi(kind, catalog),
    openApi: describeCatalog(kind),
    prepare: (openingCatalog: Item[]) => items.prepare(openingCatalog),
  };
}
