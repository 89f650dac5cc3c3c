import { numberAt, standardOf } from "./number.ts";
import type { NumberRepository } from "./number-repository.ts";

export type NumberService = ReturnType<typeof createNumberService>;

/** Issues numbers, each only once. */
export function createNumberService(numbers: Pick<NumberRepository, "next">) {
  return {
    async issue(kind: string) {
      const standard = standardOf(kind);
      const n = await numbers.next(kind);
      return { number: numberAt(n, standard), standard: standard.standard };
    },
  };
}
