/**
 * The waits in milliseconds between five attempts, of a text with four numbers
 * of seconds.
 */
export function parseRetryWaits(text: string): number[] {
  if (/^\d+(\.\d+)?( \d+(\.\d+)?){3}$/.test(text)) {
    return text.split(" ").map((seconds) => Math.round(Number(seconds) * 1000));
  }
  throw new Error(
    `RETRY_WAITS_SECONDS must be four numbers such as "1 10 60 300", but is "${text}".`,
  );
}
