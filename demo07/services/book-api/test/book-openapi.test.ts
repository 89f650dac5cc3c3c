import { createCatalogApi } from "#commons/catalog/catalog-api.ts";
import { describeCatalog } from "#commons/catalog/catalog-openapi.ts";
import type { CatalogService } from "#commons/catalog/catalog-service.ts";
import { itDescribes } from "#commons/test/open-api-checks.ts";
import { type BookFields, book } from "../src/book.ts";

const router = createCatalogApi(book, {} as CatalogService<BookFields>);

itDescribes("book-api", describeCatalog(book), router);
