import { expect } from "chai";
import type { Problem } from "../../demo01/client/store-client.ts";
import { StoreError } from "./store.ts";

/** The problem with which the store refuses the call; fails if it does not. */
export async function refusal(call: Promise<unknown>): Promise<Problem> {
  const outcome = await call.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  if ("answer" in outcome) {
    throw new Error(`Not refused: ${JSON.stringify(outcome.answer)}`);
  }
  if (outcome.error instanceof StoreError) return outcome.error.problem;
  throw outcome.error;
}

/** Expects RFC 9457 problem details of this status, and returns them. */
export async function expectProblem(
  response: Response,
  status: number | number[],
): Promise<Problem> {
  const text = await response.text();
  expect([status].flat(), text).to.include(response.status);
  expect(response.headers.get("content-type")).to.match(
    /^application\/problem\+json/,
  );
  const problem = JSON.parse(text) as Problem;
  const { pathname } = new URL(response.url);
  expect(problem.status).to.equal(response.status);
  expect(problem.title).to.be.a("string").that.is.not.empty;
  expect(problem.detail).to.be.a("string").that.is.not.empty;
  expect(problem.instance?.split("?")[0]).to.equal(pathname);
  return problem;
}

export function fieldsOf(problem: Problem): string[] {
  return problem.errors?.map(({ field }) => field) ?? [];
}
