import type { LiveEvent } from './types';

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;

/**
 * Events as they are recorded, read from Server-Sent Events. The browser's own EventSource calls back only for kinds of events that it was
 * told to expect; this takes every kind, so that new ones need no change here. It reconnects from the last event seen.
 */
export class EventFeed {
  private readonly takers = new Set<(event: LiveEvent) => void>();
  private readonly watchers = new Set<(isConnected: boolean) => void>();
  private last: string | null = null;
  private isConnected = false;
  private stop: AbortController | null = null;
  private isBegun = false;

  constructor(private readonly address: string) {}

  follow(take: (event: LiveEvent) => void): () => void {
    this.takers.add(take);
    if (!this.isBegun) {
      this.isBegun = true;
      this.begin();
    }
    return () => {
      this.takers.delete(take);
    };
  }

  onConnection(take: (isConnected: boolean) => void): () => void {
    this.watchers.add(take);
    take(this.isConnected);
    return () => {
      this.watchers.delete(take);
    };
  }

  /** Browsers open six connections to a host. A page that is hidden, or kept for the way back, holds none, and reads on when it is seen again. */
  private begin(): void {
    const follow = () => (document.hidden ? this.pause() : this.resume());
    document.addEventListener('visibilitychange', follow);
    addEventListener('pagehide', () => this.pause());
    addEventListener('pageshow', follow);
    follow();
  }

  private pause(): void {
    this.stop?.abort();
    this.stop = null;
    this.report(false);
  }

  private resume(): void {
    if (this.stop === null) {
      this.stop = new AbortController();
      void this.run(this.stop.signal);
    }
  }

  private async run(signal: AbortSignal): Promise<void> {
    for (let wait = FIRST_WAIT; !signal.aborted; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      try {
        await this.read(signal, () => (wait = FIRST_WAIT / 2));
      } catch {
        // The service stopped or was not reached; the loop tries again.
      }
      if (signal.aborted) {
        return;
      }
      this.report(false);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  private async read(signal: AbortSignal, connected: () => void): Promise<void> {
    const headers: Record<string, string> = { Accept: 'text/event-stream' };
    if (this.last !== null) {
      headers['Last-Event-ID'] = this.last;
    }
    const response = await fetch(this.address, { headers, signal, cache: 'no-store' });
    if (!response.ok || response.body === null) {
      return;
    }
    connected();
    this.report(true);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      const messages = (rest + value).split('\n\n');
      rest = messages.pop() ?? '';
      messages.forEach((message) => this.take(message));
    }
  }

  private take(message: string): void {
    const fields = message.split('\n');
    const data = fields.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart());
    const id = fields.find((line) => line.startsWith('id:'));
    if (id !== undefined) {
      this.last = id.slice(3).trim();
    }
    if (data.length > 0) {
      const event = JSON.parse(data.join('\n')) as LiveEvent;
      this.takers.forEach((take) => take(event));
    }
  }

  private report(isConnected: boolean): void {
    if (this.isConnected !== isConnected) {
      this.isConnected = isConnected;
      this.watchers.forEach((take) => take(isConnected));
    }
  }
}
