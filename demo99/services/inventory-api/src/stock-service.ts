import { NotFound } from "#commons/errors.ts";
import type { StockLine } from "./stock.ts";
import type { StockRepository } from "./stock-repository.ts";

export type StockService = ReturnType<typeof createStockService>;

/** What lies in the shop, as staff count it. */
export function createStockService(stock: StockRepository) {
  const unknown = (number: string) =>
    new NotFound(`There is no stock line for the number ${number}.`);

  return {
    list: (numbers: string[]) => stock.list(numbers),

    async get(number: string) {
      const line = await stock.find(number);
      if (!line) throw unknown(number);
      return line;
    },

    async set(line: StockLine) {
      await stock.set(line);
      return line;
    },

    async delete(number: string) {
      if (!(await stock.delete(number))) throw unknown(number);
    },
  };
}
