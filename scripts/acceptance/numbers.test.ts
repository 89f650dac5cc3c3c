import { expect } from "chai";
import { describe, it } from "mocha";
import { hasValidCheckDigit } from "./check-digit.ts";
import { kinds } from "./kinds.ts";
import { expectProblem, refusal } from "./problems.ts";
import { atOnce } from "./samples.ts";
import { send, store } from "./store.ts";

describe("the number generator", () => {
  for (const { kind, standard, number: pattern } of kinds) {
    it(`gives each ${kind} a valid ${standard}`, async () => {
      const answer = await store.numbers.next(kind);

      expect(answer).to.deep.equal({ number: answer.number, standard });
      expect(answer.number).to.match(pattern);
      expect(hasValidCheckDigit(answer.number)).to.equal(true);
    });

    it(`gives no number of a ${kind} twice`, async () => {
      const answers = await Promise.all(
        atOnce(200, () => store.numbers.next(kind)),
      );

      const numbers = new Set(answers.map(({ number }) => number));
      expect(numbers.size).to.equal(200);
    });
  }

  it("gives no number that the shop opened with", async () => {
    for (const { kind, catalog } of kinds) {
      const answers = await Promise.all(
        atOnce(50, () => store.numbers.next(kind)),
      );

      for (const { number } of answers) {
        expect(await refusal(catalog.get(number))).to.include({ status: 404 });
      }
    }
  });

  for (const kind of ["vinyl", "books", "BOOK", "constructor", "__proto__"]) {
    it(`answers 404 for the kind "${kind}"`, async () => {
      await expectProblem(await send("GET", `/numbers/${kind}`), 404);
    });
  }
});
