import { inFile, type Mutant } from "./mutant.ts";

const catalog = "demo01/commons/catalog";

/** Faults in what the three catalogues share. */
export const catalogMutants: Mutant[] = [
  ...inFile(
    `${catalog}/catalog-service.ts`,
    [`${catalog}/test/catalog-service.test.ts`],
    [
      [
        "leave the stock line of an item that was not created",
        "await inventory.close(item.number).catch(() => {});",
        "",
      ],
      [
        "delete an item before its stock line",
        "      await inventory.close(number);\n      await items.delete(number);",
        "      await items.delete(number);\n      await inventory.close(number);",
      ],
      [
        "replace an item that has changed",
        'revisions?.includes("*") ? undefined : revisions',
        "revisions && undefined",
      ],
      ["show a page without the next one", "limit: limit + 1", "limit"],
    ],
  ),
  ...inFile(
    `${catalog}/catalog-repository.ts`,
    [`${catalog}/test/catalog-repository.test.ts`],
    [
      [
        "take a search for a pattern",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code
        'word.replace(/[.*+?^${}()|[\\]\\\\]/g, "\\\\$&")',
        "word",
      ],
      ["show the last item of a page again", "$gt: number", "$gte: number"],
      [
        "replace any revision",
        "{ _id, ...isExpected },",
        "{ _id, ...(isExpected && {}) },",
      ],
      [
        "find items with one of the words",
        "{ $and: conditions }",
        "{ $or: conditions }",
      ],
      [
        "fail where another instance loads the catalogue, too",
        "if (!isDuplicate(error)) throw error;",
        "throw error;",
      ],
    ],
  ),
  ...inFile(
    `${catalog}/fold.ts`,
    [`${catalog}/test/catalog-repository.test.ts`],
    [
      ["search with accents", '      .replace(/\\p{M}/gu, "")\n', ""],
      ["sort by punctuation", 'replace(/[^\\p{L}\\p{N}]+/gu, " ")', "slice(0)"],
    ],
  ),
];
