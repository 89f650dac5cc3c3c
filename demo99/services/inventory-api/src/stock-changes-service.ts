import type { StockRepository } from "./stock-repository.ts";

type Numbered = { number: string };

/**
 * The repository, which now tells of each line whose count may have changed:
 * also if the database's reply was lost. The number is enough, since receivers
 * read the current count, in whatever order they are told.
 */
export function tellChanges(
  stock: StockRepository,
  tell: (number: string) => void,
): StockRepository {
  async function telling<T>({ number }: Numbered, change: Promise<T>) {
    try {
      return await change;
    } finally {
      tell(number);
    }
  }

  return {
    ...stock,
    set: (line) => telling(line, stock.set(line)),
    replace: (line, counts) => telling(line, stock.replace(line, counts)),
    take: (move, line) => telling(line, stock.take(move, line)),
    giveBack: (move, line) => telling(line, stock.giveBack(move, line)),
    takeBack: (move, line) => telling(line, stock.takeBack(move, line)),
  };
}
