import { setImmediate as turn } from "node:timers/promises";
import { expect } from "chai";
import { describe, it } from "mocha";
import type { TraceId } from "zipkin";
import { context, traceId, untraced } from "#commons/tracing/context.ts";

const span = (traceId: string) => ({ traceId }) as TraceId;

describe("context", () => {
  it("goes on after await", async () => {
    await context.letContext(span("a"), async () => {
      await turn();

      expect(traceId()).to.equal("a");
    });
    expect(traceId()).to.equal(undefined);
  });

  it("is one for each of several that run at once", async () => {
    const parent = span("parent");

    await context.letContext(parent, async () => {
      const call = (id: string) =>
        context.scoped(async () => {
          const before = traceId();
          context.setContext(span(id));
          await turn();
          return [before, traceId()];
        });

      expect(await Promise.all([call("a"), call("b")])).to.deep.equal([
        ["parent", "a"],
        ["parent", "b"],
      ]);
      expect(context.getContext()).to.equal(parent);
    });
  });

  it("is left by what belongs to no request", () => {
    context.letContext(span("a"), () => {
      expect(untraced(traceId)).to.equal(undefined);
    });
  });

  it("cannot be set where there is none", () => {
    context.setContext(span("a"));

    expect(traceId()).to.equal(undefined);
  });
});
