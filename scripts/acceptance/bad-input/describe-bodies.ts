import { expect } from "chai";
import { describe } from "mocha";
import { fieldsOf } from "../problems.ts";
import type { Route } from "./routes.ts";
import { replaced, spoiling } from "./spoil.ts";
import { badValues } from "./values.ts";

/** Tests that routes refuse bad bodies. */
export function describeBodies(routes: Route[]) {
  for (const route of routes.filter(({ method }) => /^P/.test(method))) {
    describe(`${route.name} refuses`, () => {
      describeNoObjects(route);
      if (route.body) describeFields(route, route.body);
    });
  }
}

function describeFields(route: Route, body: NonNullable<Route["body"]>) {
  const { goodBody, itRefuses, refused } = spoiling(route);

  for (const [field, kind] of Object.entries(body)) {
    const isHere = isAt(field);
    itRefuses(`every bad value of ${field}, and names the field`, () =>
      forEach(badValues[kind], async (value) => {
        const json = replaced(goodBody(), field, value);

        const named = fieldsOf(await refused({ json }));

        const shown = `${JSON.stringify(value).slice(0, 80)}: ${named}`;
        expect(named, shown).to.have.length.at.least(1);
        expect(named.every(isHere), shown).to.equal(true);
      }),
    );
  }

  itRefuses("all fields that are bad, and names each", async () => {
    const top = Object.keys(body).filter((field) => !field.includes("."));
    const json = Object.fromEntries(top.map((field) => [field, null]));

    expect(fieldsOf(await refused({ json }))).to.have.members(top);
  });

  itRefuses("unknown fields, and names each", () =>
    forEach(["colour", "$where", "_id", "constructor"], async (field) => {
      const json = { ...goodBody(), [field]: { $gt: "" } };

      expect(fieldsOf(await refused({ json }))).to.deep.equal([field]);
    }),
  );

  itRefuses("an attempt to change the prototype of objects", async () => {
    const good = JSON.stringify(goodBody()).slice(1);
    const text = `{"__proto__":{"polluted":true},${good}`;

    expect(fieldsOf(await refused({ text }))).to.deep.equal(["__proto__"]);
  });

  itRefuses("no body at all, and one of another type", async () => {
    await refused({ json: undefined });
    for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
      await refused({ text: JSON.stringify(goodBody()), type }, [400, 415]);
    }
  });
}

const noJson = [
  "{",
  '{"a":}',
  "{'a':1}",
  "undefined",
  "<a/>",
  '{"a":"\u0000"}',
];
const nested = `{"title":${"[".repeat(40_000)}${"]".repeat(40_000)}}`;
const noObjects = ["[]", "[{}]", '"text"', "1", "true", "null", nested];

function describeNoObjects(route: Route) {
  const { goodBody, itRefuses, refused } = spoiling(route);

  itRefuses("what is not JSON", () =>
    forEach(noJson, (text) => refused({ text })),
  );

  itRefuses("JSON that is not an object, or nested without end", () =>
    forEach(noObjects, (text) => refused({ text })),
  );

  itRefuses("a body over 100 kB", async () => {
    const json = { ...goodBody(), title: "x".repeat(110_000) };

    await refused({ json }, [413]);
  });
}

/** All calls at once, so that many cases take little time. */
function forEach<T>(values: T[], check: (value: T) => Promise<unknown>) {
  return Promise.all(values.map(check));
}

/** Whether a problem names the field, or something inside it. */
function isAt(field: string) {
  return (name: string) => name === field || name.startsWith(`${field}.`);
}
