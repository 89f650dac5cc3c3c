import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createStoreClient, oneUrl } from "../../store-client.ts";
import { App } from "./app.tsx";
import { CartProvider } from "./cart/cart-context.tsx";
import { StoreContext } from "./store.ts";
import "./style.css";
import { ToastProvider } from "./toast.tsx";

const store = createStoreClient(oneUrl(location.origin));

createRoot(document.getElementById("shop") as HTMLElement).render(
  <StrictMode>
    <StoreContext value={store}>
      <ToastProvider>
        <CartProvider>
          <App />
        </CartProvider>
      </ToastProvider>
    </StoreContext>
  </StrictMode>,
);
