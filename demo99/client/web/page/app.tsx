import type { ReactNode } from "react";
import { Link, useLocation } from "#client/pages/navigation.tsx";
import { AdminPage } from "./admin/admin-page.tsx";
import { ItemFormPage } from "./admin/item-form-page.tsx";
import { MessagesPage } from "./admin/messages-page.tsx";
import { ReviewsPage } from "./admin/reviews-page.tsx";
import { SalesPage } from "./admin/sales-page.tsx";
import { UsersPage } from "./admin/users-page.tsx";
import { CartPage } from "./cart/cart-page.tsx";
import { OrderPage } from "./cart/order-page.tsx";
import { OrdersPage } from "./cart/orders-page.tsx";
import { PaymentPage } from "./cart/payment-page.tsx";
import { Header } from "./header.tsx";
import { ItemPage } from "./item/item-page.tsx";
import { isKind } from "./kinds.ts";
import { PageHeading } from "./page-heading.tsx";
import { ItemDialog } from "./search/item-dialog.tsx";
import { ShopPage } from "./search/shop-page.tsx";
import { Audience } from "./session/audience.tsx";
import { LoginPage } from "./session/login-page.tsx";
import { ProfilePage } from "./session/profile-page.tsx";
import { SignUpPage } from "./session/sign-up-page.tsx";
import { useFocusOnNewPage } from "./use-focus.ts";

export function App() {
  const { pathname, searchParams } = useLocation();
  useFocusOnNewPage(pathname);
  const [kind, number] = (searchParams.get("item") ?? "").split("-");

  return (
    <>
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        <Audience pathname={pathname}>{pageAt(pathname)}</Audience>
      </main>
      {isKind(kind) && number && (
        <ItemDialog key={number} kind={kind} number={number} />
      )}
      <footer className="footer">
        The Pie Store · books, music and films, baked fresh by small services
      </footer>
    </>
  );
}

/** Page paths differ from those of the API, such as /orders. */
function pageAt(pathname: string): ReactNode {
  const [first = "", second, third] = pathname.split("/").slice(1);
  if (first === "") return <ShopPage />;
  if (first === "log-in" && !second) return <LoginPage />;
  if (first === "sign-up" && !second) return <SignUpPage />;
  if (first === "profile" && !second) return <ProfilePage />;
  if (first === "cart" && !second) return <CartPage />;
  if (first === "order" && !second) return <OrdersPage />;
  if (first === "order" && second) {
    return <OrderPage key={second} orderId={second} />;
  }
  if (first === "items" && isKind(second) && third) {
    return <ItemPage key={pathname} kind={second} number={third} />;
  }
  if (first === "payment" && second) {
    return <PaymentPage key={second} orderId={second} />;
  }
  if (first === "admin") {
    if (second === "orders" && !third) return <SalesPage />;
    if (second === "users" && !third) return <UsersPage />;
    if (second === "messages" && !third) return <MessagesPage />;
    if (second === "reviews" && !third) return <ReviewsPage />;
    const kind = isKind(second) ? second : "book";
    if (!third) return <AdminPage key={kind} kind={kind} />;
    const number = third === "new" ? undefined : third;
    return <ItemFormPage key={pathname} kind={kind} number={number} />;
  }
  return <NotFoundPage />;
}

function NotFoundPage() {
  return (
    <>
      <PageHeading title="Page not found" />
      <p>
        There is no page at this address. <Link href="/">Back to the shop</Link>
      </p>
    </>
  );
}
