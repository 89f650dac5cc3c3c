import { CommandError } from "../errors.ts";

/** How many operands an operator takes: at least, and at most. */
export const arities: Record<string, [least: number, most: number]> = {
  ...taking(1, 1, [
    "abs ceil floor exp ln log10 sqrt not isNumber type bitNot size isArray",
    "reverseArray objectToArray arrayToObject allElementsTrue anyElementTrue",
    "strLenBytes strLenCP toLower toUpper binarySize bsonSize",
    "sin cos tan sinh cosh tanh asin acos atan asinh acosh atanh",
    "degreesToRadians radiansToDegrees tsSecond tsIncrement first last",
    "toBool toDate toDecimal toDouble toInt toLong toObjectId toString",
  ]),
  ...taking(2, 2, [
    "subtract divide mod pow log cmp eq ne gt gte lt lte arrayElemAt in atan2",
    "setDifference setIsSubset split strcasecmp",
  ]),
  ...taking(3, 3, ["substr substrBytes substrCP"]),
  ...taking(1, 2, ["round trunc"]),
  ...taking(2, 3, ["range slice"]),
  ...taking(2, 4, ["indexOfArray indexOfBytes indexOfCP"]),
  ...taking(2, Infinity, ["ifNull setEquals"]),
};

function taking(least: number, most: number, names: string[]) {
  const entries = names
    .flatMap((line) => line.split(" "))
    .map((name) => [`$${name}`, [least, most] as [number, number]]);
  return Object.fromEntries(entries);
}

/** An operand that is no list is the only one. */
export function checkArity(name: string, argument: unknown): void {
  const [least, most] = arities[name] ?? [0, Infinity];
  const given = Array.isArray(argument) ? argument.length : 1;
  if (given >= least && given <= most) return;
  if (name === "$ifNull") {
    const message = "$ifNull needs at least two arguments";
    throw new CommandError("Location1257300", message);
  }
  const isFixed = least === most;
  throw new CommandError(
    isFixed ? "Location16020" : "Location28667",
    `Expression ${name} takes ${isFixed ? "exactly" : "at least"} ${least} ` +
      `arguments${isFixed ? "" : `, and at most ${most}`}. ${given} were ` +
      "passed in.",
  );
}
