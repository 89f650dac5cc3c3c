import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { CartProvider } from "./cart/cart-context.tsx";
import { SessionProvider } from "./session/session-context.tsx";
import "./style.css";
import { ToastProvider } from "./toast.tsx";

createRoot(document.getElementById("shop") as HTMLElement).render(
  <StrictMode>
    <ToastProvider>
      <SessionProvider>
        <CartProvider>
          <App />
        </CartProvider>
      </SessionProvider>
    </ToastProvider>
  </StrictMode>,
);
