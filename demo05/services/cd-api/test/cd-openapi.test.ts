import { createCatalogApi } from "#commons/catalog/catalog-api.ts";
import { describeCatalog } from "#commons/catalog/catalog-openapi.ts";
import type { CatalogService } from "#commons/catalog/catalog-service.ts";
import { itDescribes } from "#commons/test/open-api-checks.ts";
import { type CdFields, cd } from "../src/cd.ts";

const router = createCatalogApi(cd, {} as CatalogService<CdFields>);

itDescribes("cd-api", describeCatalog(cd), router);
