import type { ReactNode } from "react";
import type { Kind } from "../../../store-client.ts";
import type { Item } from "../items.ts";

type Props = { kind: Kind; item: Item; children: ReactNode };

/** What customers need to buy an item: all visitors are customers. */
export function ForBuyers({ children }: Props) {
  return children;
}
