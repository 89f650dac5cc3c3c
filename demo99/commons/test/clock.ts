const realNow = Date.now;

/** Lets time pass at once for whoever asks Date.now. */
export function passTime(ms: number) {
  const now = Date.now;
  Date.now = () => now() + ms;
}

export function restoreTime() {
  Date.now = realNow;
}
