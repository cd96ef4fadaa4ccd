/** An error, or that nothing is there yet; its place is kept while it is empty. */
export function Problem({ text }: { text: string }) {
  return (
    <p class="problem" role="status">
      {text}
    </p>
  );
}
