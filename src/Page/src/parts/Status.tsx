export function Status({ status }: { status: string | undefined }) {
  return <span class={`status ${status ?? 'unknown'}`}>{status ?? 'unknown'}</span>;
}
