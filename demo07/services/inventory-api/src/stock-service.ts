import { NotFound, Outdated } from "#commons/errors.ts";
import type { StockLine } from "./stock.ts";
import type { StockRepository } from "./stock-repository.ts";

export type StockService = ReturnType<typeof createStockService>;

/** The stock lines, as staff set them. */
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

    /**
     * With `tags`, only if the line has one of them: the number of copies is
     * the tag of a line.
     */
    async set(line: StockLine, tags?: string[]) {
      if (!tags) {
        await stock.set(line);
      } else if (!(await stock.replace(line, countsOf(tags)))) {
        throw new Outdated("The stock has changed since it was read.");
      }
      return line;
    },

    async delete(number: string) {
      if (!(await stock.delete(number))) throw unknown(number);
    },
  };
}

function countsOf(tags: string[]): number[] | "*" {
  if (tags.includes("*")) return "*";
  return tags.filter((tag) => /^\d+$/.test(tag)).map(Number);
}
