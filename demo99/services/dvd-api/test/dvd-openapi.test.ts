import { createCatalogApi } from "#commons/catalog/catalog-api.ts";
import { describeCatalog } from "#commons/catalog/catalog-openapi.ts";
import type { CatalogService } from "#commons/catalog/catalog-service.ts";
import { itDescribes } from "#commons/test/open-api-checks.ts";
import { type DvdFields, dvd } from "../src/dvd.ts";

const router = createCatalogApi(dvd, {} as CatalogService<DvdFields>);

itDescribes("dvd-api", describeCatalog(dvd), router);
