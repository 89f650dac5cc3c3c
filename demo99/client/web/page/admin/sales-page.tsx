import { useState } from "react";
import type { Sale } from "../../../store-client.ts";
import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { AdminTabs } from "./admin-tabs.tsx";
import { RefundDialog } from "./refund-dialog.tsx";
import { SaleLine } from "./sale-line.tsx";
import { useSales } from "./use-sales.ts";

/** The orders of all customers, the latest first. */
export function SalesPage() {
  const { sales, next, isFailed, more, replace } = useSales();
  const [asked, setAsked] = useState<Sale>();
  return (
    <>
      <PageHeading title="Administration: Orders" />
      <AdminTabs current="orders" />
      <section aria-label="Orders" aria-busy={!sales && !isFailed}>
        <p role="status" className="soft">
          {sales ? `${sales.length} orders shown` : !isFailed && "Looking …"}
        </p>
        <ul className="lines">
          {sales?.map((sale) => (
            <SaleLine
              key={sale.orderId}
              sale={sale}
              onRefund={() => setAsked(sale)}
            />
          ))}
        </ul>
        {isFailed && (
          <Notice onRetry={more}>Orders are not available right now.</Notice>
        )}
        {next && !isFailed && (
          <button type="button" onClick={more}>
            Earlier orders
          </button>
        )}
      </section>
      {asked && (
        <RefundDialog
          sale={asked}
          onDone={replace}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
