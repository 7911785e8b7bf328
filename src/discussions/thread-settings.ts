import type { ThreadSettings } from '../command/services.ts';
import { sql } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';

/** What a channel has chosen for its discussions. */
export async function readThreadSettings(store: Store, channel: string): Promise<ThreadSettings> {
  const [row] = await store.query(sql`SELECT answers, recap_days FROM thread_settings WHERE channel = ${channel}`);
  return {
    answers: row?.['answers'] === 'questions' ? 'questions' : 'mentions',
    recapDays: Number(row?.['recap_days'] ?? 0),
  };
}

/** Keeps what a channel chooses; what it does not say stays. */
export async function storeThreadSettings(
  store: Store,
  channel: string,
  { answers, recapDays }: Partial<ThreadSettings>,
): Promise<void> {
  await store.query(sql`INSERT INTO thread_settings (channel, answers, recap_days)
    VALUES (${channel}, ${answers ?? 'mentions'}, ${recapDays ?? 0})
    ON CONFLICT (channel) DO UPDATE SET answers = COALESCE(${answers ?? null}, thread_settings.answers),
      recap_days = COALESCE(${recapDays ?? null}, thread_settings.recap_days)`);
}
