import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { CartProvider } from "./cart/cart-context.tsx";
import { LiveProvider } from "./live/live-provider.tsx";
import { UserNameProvider } from "./session/user-name.tsx";
import { StoreProvider } from "./store-provider.tsx";
import "./style.css";
import { ToastProvider } from "./toast.tsx";

createRoot(document.getElementById("shop") as HTMLElement).render(
  <StrictMode>
    <ToastProvider>
      <StoreProvider>
        <LiveProvider>
          <UserNameProvider>
            <CartProvider>
              <App />
            </CartProvider>
          </UserNameProvider>
        </LiveProvider>
      </StoreProvider>
    </ToastProvider>
  </StrictMode>,
);
