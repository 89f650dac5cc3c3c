/**
 * Whether the last digit is the check digit of GS1 General Specifications,
 * section 7.9: the digits before it have weights 3, 1, 3, 1 … from the right.
 */
export function hasValidCheckDigit(number: string): boolean {
  if (!/^\d{12,13}$/.test(number)) return false;
  const digits = [...number].reverse().map(Number);
  const sum = digits.reduce(
    (total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return sum % 10 === 0;
}
