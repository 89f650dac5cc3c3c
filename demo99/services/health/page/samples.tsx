import type { Overview } from "../src/status-service.ts";
import type { Strip } from "../src/strip.ts";

// A probe takes up to 3 s, and the next one starts within a second. A longer
// pause between two samples is drawn as a gap.
const longestMs = 5_000;

type Props = { strip: Strip; overview: Overview };

/** One bar for each sample, at its place in the window. */
export function Samples({ strip: { samples }, overview }: Props) {
  const { now, windowMs } = overview;
  const downs = samples.filter(({ status }) => status === "DOWN").length;
  return (
    <svg
      role="img"
      aria-label={`down in ${downs} of ${samples.length} samples`}
      viewBox="0 0 90 10"
      preserveAspectRatio="none"
    >
      {samples.map(({ at, status }, i) => {
        const from = at - (now - windowMs);
        const to = (samples[i + 1]?.at ?? now) - (now - windowMs);
        const width = Math.min(to - from, longestMs);
        return (
          <rect
            key={at}
            className={status.toLowerCase()}
            x={(from / windowMs) * 90}
            width={(width / windowMs) * 90}
            {...(status === "UP" ? { y: 4, height: 6 } : { y: 0, height: 10 })}
          />
        );
      })}
    </svg>
  );
}
