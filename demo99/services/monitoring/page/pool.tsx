import type { Pool } from "../src/pool.ts";

/** Database connections: in use of those open, and operations that wait. */
export function PoolCell({ pool }: { pool: Pool | undefined }) {
  return (
    <td className="figure" data-label="database">
      {pool ? `${pool.inUse} of ${pool.open}` : "–"}
      {pool && pool.waiting > 0 && <small>{pool.waiting} waiting</small>}
    </td>
  );
}
