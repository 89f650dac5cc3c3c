const realNow = Date.now;

/** Moves the time of Date.now forward. */
export function passTime(ms: number) {
  const now = Date.now;
  Date.now = () => now() + ms;
}

export function restoreTime() {
  Date.now = realNow;
}
