import { type ReactNode, useLayoutEffect, useRef } from "react";

type Props = {
  label: string;
  onClose: () => void;
  children: ReactNode;
};

/**
 * The browser's own modal dialog: it keeps the focus inside, closes on
 * Escape, and returns the focus to the element that had it.
 */
export function Modal({ label, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {children}
    </dialog>
  );
}
