import { boot } from "#commons/boot.ts";
import { numberedKinds } from "./number.ts";
import { createNumberApi } from "./number-api.ts";
import { numberOpenApi } from "./number-openapi.ts";
import { createNumberRepository } from "./number-repository.ts";
import { createNumberService } from "./number-service.ts";

const { openDatabase, start } = boot("numbergenerator-api", 8084);
const database = openDatabase();
const numbers = createNumberRepository(database);

await start({
  database,
  routes: createNumberApi(createNumberService(numbers)),
  openApi: numberOpenApi,
  prepare: () => numbers.prepare(numberedKinds, 999),
});
