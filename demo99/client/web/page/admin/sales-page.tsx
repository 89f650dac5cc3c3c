import { useState } from "react";
import type { Sale } from "../../../store-client.ts";
import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { useStore } from "../store.ts";
import { useList } from "../use-list.ts";
import { AdminTabs } from "./admin-tabs.tsx";
import { RefundDialog } from "./refund-dialog.tsx";
import { SaleLine } from "./sale-line.tsx";

const pageSize = 20;

/** The orders of all customers, the latest first. */
export function SalesPage() {
  const { list } = useStore().sales;
  const {
    items: sales,
    hasMore,
    isFailed,
    load,
    more,
  } = useList(list, pageSize);
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
          <Notice onRetry={load}>Orders are not available right now.</Notice>
        )}
        {hasMore && !isFailed && (
          <button type="button" onClick={more}>
            Earlier orders
          </button>
        )}
      </section>
      {asked && (
        <RefundDialog
          sale={asked}
          onDone={load}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
