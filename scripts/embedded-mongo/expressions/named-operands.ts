import { isDocument } from "../bson/document.ts";
import { CommandError } from "../errors.ts";

type Operands = {
  /** The codes for an unknown operand, and for each one that is missing. */
  unknown: number;
  required: Record<string, number>;
  optional?: string[];
};

const operators: Record<string, Operands> = {
  $cond: {
    unknown: 17083,
    // biome-ignore lint/suspicious/noThenProperty: the operand's name
    required: { if: 17080, then: 17081, else: 17082 },
  },
  $filter: {
    unknown: 28647,
    required: { input: 28648, cond: 28650 },
    optional: ["as", "limit"],
  },
  $let: { unknown: 16875, required: { vars: 16876, in: 16877 } },
  $map: {
    unknown: 16879,
    required: { input: 16880, in: 16882 },
    optional: ["as"],
  },
  $reduce: {
    unknown: 40076,
    required: { input: 40077, initialValue: 40078, in: 40079 },
  },
  $switch: {
    unknown: 40067,
    required: { branches: 40068 },
    optional: ["default"],
  },
  $zip: {
    unknown: 34464,
    required: { inputs: 34465 },
    optional: ["useLongestLength", "defaults"],
  },
  $dateAdd: {
    unknown: 5166401,
    required: { startDate: 5166402, unit: 5166402, amount: 5166402 },
    optional: ["timezone"],
  },
  $dateSubtract: {
    unknown: 5166401,
    required: { startDate: 5166402, unit: 5166402, amount: 5166402 },
    optional: ["timezone"],
  },
  $dateDiff: {
    unknown: 5166302,
    required: { startDate: 5166303, endDate: 5166304, unit: 5166305 },
    optional: ["timezone", "startOfWeek"],
  },
  $dateTrunc: {
    unknown: 5439008,
    required: { date: 5439009, unit: 5439010 },
    optional: ["binSize", "timezone", "startOfWeek"],
  },
  $dateToParts: {
    unknown: 40520,
    required: { date: 40522 },
    optional: ["timezone", "iso8601"],
  },
  $dateToString: {
    unknown: 18534,
    required: { date: 18628 },
    optional: ["format", "timezone", "onNull"],
  },
  $dateFromString: {
    unknown: 40541,
    required: { dateString: 40542 },
    optional: ["format", "timezone", "onError", "onNull"],
  },
};

/** Throws for operands with names that are unknown, or missing. */
export function checkOperands(name: string, argument: unknown): void {
  const operands = operators[name];
  if (!operands || (name === "$cond" && Array.isArray(argument))) return;
  const { required, optional = [] } = operands;
  const given = isDocument(argument) ? Object.keys(argument) : [];
  for (const operand of given) {
    if (operand in required || optional.includes(operand)) continue;
    const message = `Unrecognized parameter to ${name}: ${operand}`;
    throw new CommandError(`Location${operands.unknown}`, message);
  }
  for (const [operand, code] of Object.entries(required)) {
    if (given.includes(operand)) continue;
    const message = `Missing '${operand}' parameter to ${name}`;
    throw new CommandError(`Location${code}`, message);
  }
}
