import { inFile, type Mutant } from "./mutant.ts";

const mongo = "scripts/embedded-mongo";

/** Faults in the embedded database. */
export const embeddedMongoMutants: Mutant[] = [
  ...inFile(
    `${mongo}/bson/compare.ts`,
    [`${mongo}/test/query.test.ts`, `${mongo}/test/sort-order.test.ts`],
    [
      [
        "take values of two types for equal",
        "type.order - typeOf(right).order ||\n    compareAs",
        "compareAs",
      ],
      [
        "sort binary data by bytes first",
        "left.length - right.length || Buffer",
        "Buffer",
      ],
      [
        "let NaN equal nothing",
        "return Number(Number.isNaN(right)) - Number(Number.isNaN(left));",
        "return 1;",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/storage/index.ts`,
    [`${mongo}/test/indexes.test.ts`],
    [
      [
        "let two documents have one unique key",
        "for (const key of unique ? keys : []) {",
        "for (const key of [] as string[]) {",
      ],
      [
        "keep the keys of a changed document",
        "for (const key of from) entries.remove(key, row);",
        "",
      ],
      [
        "index what a partial index leaves out",
        "if (!partial.matches(document)) return false;",
        "",
      ],
      [
        "take an index on an array for a simple one",
        "rowsWithSeveralKeys > 0",
        "rowsWithSeveralKeys > 1e9",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/storage/index-keys.ts`,
    [`${mongo}/test/indexes.test.ts`, `${mongo}/test/plans.test.ts`],
    [
      [
        "index one element of an array",
        "return array.flatMap((element) =>",
        "return array.slice(0, 1).flatMap((element) =>",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/storage/cursors.ts`,
    [`${mongo}/test/cursors.test.ts`],
    [
      [
        "keep all cursors",
        "const tooMany = cursors.size > maxCursors;",
        "const tooMany = false;",
      ],
      [
        "answer more than a message holds",
        "if (batch.length > 0 && bytes > maxDocumentBytes) break;",
        "",
      ],
      [
        "hand a cursor to another collection",
        "if (!cursor || cursor.namespace !== namespace) {",
        "if (!cursor) {",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/commands/write-errors.ts`,
    [
      `${mongo}/test/server.test.ts`,
      `${mongo}/test/update.test.ts`,
      `${mongo}/test/documents.test.ts`,
      `${mongo}/test/query.test.ts`,
    ],
    [
      ["continue an ordered batch after an error", "if (ordered) break;", ""],
      [
        "continue a batch after the end of its time",
        'if (error.codeName === "MaxTimeMSExpired") throw error;',
        "",
      ],
      [
        "swallow an error of a write",
        "writeErrors.push(writeErrorOf(error, index));",
        "",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/update/operators.ts`,
    [`${mongo}/test/update.test.ts`],
    [
      [
        "take the greater for $min",
        "isBetter(slot, argument, -1)",
        "isBetter(slot, argument, 1)",
      ],
      ["keep the old field of a $rename", "    remove();\n", ""],
    ],
  ),
  ...inFile(
    `${mongo}/storage/index.ts`,
    [`${mongo}/test/plans.test.ts`],
    [
      [
        "explain an array of one element as none",
        "keys.length > 0 && hasArray",
        "keys.length > 1 && hasArray",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/storage/databases.ts`,
    [`${mongo}/test/journal.test.ts`],
    [
      [
        "restore a collection without its collation",
        "create(database, name, entry.options)",
        "create(database, name)",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/commands/collation.ts`,
    [`${mongo}/test/collation.test.ts`],
    [
      [
        "ignore the collation of a collection",
        ": collection?.collation;",
        ": undefined;",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/query/pattern.ts`,
    [`${mongo}/test/clock.test.ts`],
    [
      [
        "let many short matches take any time",
        "if (spendOnPatterns() > commandLimitMs) throw limitExceeded();",
        "",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/storage/collection.ts`,
    [`${mongo}/test/space.test.ts`],
    [
      [
        "count a removed document for ever",
        "reindex(row, -row.stored.length - rowBytes, document);",
        "reindex(row, 0, document);",
      ],
      [
        "let an update grow without an end",
        "stored.length - row.stored.length, before",
        "0, before",
      ],
      ["let indexes take any space", "claim(emptyBytes + index.bytes());", ""],
    ],
  ),
  ...inFile(
    `${mongo}/storage/databases.ts`,
    [`${mongo}/test/space.test.ts`],
    [
      [
        "count a dropped collection for ever",
        "space.claim(-emptyBytes - collection.bytes());",
        "",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/storage/open.ts`,
    [`${mongo}/test/space.test.ts`],
    [
      [
        "refuse what the journal has",
        "const space = createSpace();",
        "const space = createSpace();\n  space.limitTo(maxBytes);",
      ],
    ],
  ),
];
