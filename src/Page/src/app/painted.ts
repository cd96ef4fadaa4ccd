/** Calls back after the browser has painted what was just drawn: the frame after the next one begins. */
function afterPaint(then: () => void): void {
  requestAnimationFrame(() => setTimeout(then));
}

/** Sets a performance mark once what was drawn is painted; bench/Page reads it. */
export const markPainted = (name: string): void => afterPaint(() => performance.mark(name));

/** Measures from an earlier mark, if it was set, to the paint, and removes it. */
export function measurePainted(name: string, from: string): void {
  if (performance.getEntriesByName(from).length > 0) {
    afterPaint(() => {
      if (performance.getEntriesByName(from).length > 0) {
        performance.measure(name, from);
        performance.clearMarks(from);
      }
    });
  }
}
