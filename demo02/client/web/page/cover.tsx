import type { CSSProperties } from "react";
import type { Kind } from "../../store-client.ts";

type Props = { kind: Kind; number: string; title: string; people: string };

const goldenAngle = 137.508;

/** A cover drawn from the item's texts, always the same for one number. */
export function Cover({ kind, number, title, people }: Props) {
  const style = { "--hue": hueOf(number) } as CSSProperties;
  return (
    <div className={`cover cover--${kind}`} style={style} aria-hidden="true">
      <div className="cover__front">
        <span className="cover__title">{title}</span>
        <span className="cover__people">{people}</span>
      </div>
    </div>
  );
}

/** Neighbours in the catalogue get colours that lie far apart. */
export function hueOf(number: string): number {
  const hash = [...number].reduce(
    (sum, digit) => (sum * 31 + Number(digit)) % 1009,
    0,
  );
  return Math.round((hash * goldenAngle) % 360);
}
