/** A clock whose every time is later than the one before it. */
export function createIncreasingTime(now = Date.now) {
  let last = 0;
  return function nextTime(): Date {
    last = Math.max(last + 1, now());
    return new Date(last);
  };
}
