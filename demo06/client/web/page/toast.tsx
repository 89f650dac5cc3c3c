import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useState,
} from "react";

type Toast = { text: string; isProblem: boolean };
type Say = (text: string, tone?: "news" | "problem") => void;

const ToastContext = createContext<Say>(() => {});
const shownMs = 6_000;

/** Shows a message for some seconds; a screen reader reads it. */
export function useToast(): Say {
  return use(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<Toast>();

  const say: Say = useCallback((text, tone = "news") => {
    setToast({ text, isProblem: tone === "problem" });
  }, []);

  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(() => setToast(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [toast]);

  return (
    <ToastContext value={say}>
      {children}
      <div className="toasts" role="status">
        {toast && (
          <p className={toast.isProblem ? "toast toast--problem" : "toast"}>
            {toast.text}
          </p>
        )}
      </div>
    </ToastContext>
  );
}
