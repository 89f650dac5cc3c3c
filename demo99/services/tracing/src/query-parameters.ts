type Query = Record<string, unknown>;

/** Of a parameter that is given twice, the first one, as in Zipkin. */
export function firstOfEach(query: Query): Query {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      Array.isArray(value) ? value[0] : value,
    ]),
  );
}

/** An empty parameter is a missing one: forms send empty fields. */
export function given(query: Query): Query {
  return Object.fromEntries(
    Object.entries(firstOfEach(query)).filter(([, value]) => value !== ""),
  );
}
