import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Model } from './core/model.ts';
import { sql, type Row, type Statement } from './core/store/sql.ts';
import type { Store } from './core/store/store.ts';
import { DeliveryError, SummaryError, type TokenUsage } from './core/errors.ts';
import type { Spending } from './core/model-budget.ts';
import type { Platform } from './platform.ts';
import type { CollectReport } from './pipeline.ts';

/** All that is counted of a running bot (https://prometheus.io/docs/practices/naming/). */
export interface Metrics {
  /** What one run of a feed brought. */
  countFeed(report: Pick<CollectReport, 'feed' | 'new' | 'known' | 'problems' | 'grounding'>): void;
  /** Something a person did was acknowledged after so many milliseconds. */
  noteAcknowledged(platform: string, afterMs: number): void;
  /** The same model, with the tokens it takes counted. */
  watchModel(model: Model): Model;
  /** The same platform, with the posts counted that failed and are tried again. */
  watchPlatform(platform: Platform): Platform;
  /** Everything as Prometheus reads it; what cannot be read from the store is left out. */
  read(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Platforms allow three seconds (https://docs.slack.dev/interactivity/handling-user-interaction). */
const ACKNOWLEDGEMENT_BUCKETS_S = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];

/** Begins to count from nothing; what the store knows is read from it whenever it is asked for. */
export function createMetrics(store: Store, spending?: () => Promise<Spending>): Metrics {
  const registry = new Registry();
  readFromStore(store, [registry]);
  if (spending !== undefined) readBudget(spending, [registry]);
  const { retries, tokens, feedItems, grounding, acknowledgements } = defineCounts([registry]);
  return {
    countFeed(report) {
      feedItems.inc({ feed: report.feed, result: 'new' }, report.new);
      feedItems.inc({ feed: report.feed, result: 'known' }, report.known);
      feedItems.inc({ feed: report.feed, result: 'problem' }, report.problems.length);
      for (const [result, count] of Object.entries(report.grounding ?? {})) grounding.inc({ result }, count);
    },
    noteAcknowledged: (platform, afterMs) => acknowledgements.observe({ platform }, afterMs / 1000),
    watchModel: (model) => ({
      ...model,
      async complete(request) {
        const count = ({ inputTokens = 0, outputTokens = 0 }: Partial<TokenUsage> = {}): void => {
          tokens.inc({ direction: 'in' }, inputTokens);
          tokens.inc({ direction: 'out' }, outputTokens);
        };
        try {
          const answer = await model.complete(request);
          count(answer.usage);
          return answer;
        } catch (error) {
          if (error instanceof SummaryError) count(error.usage);
          throw error;
        }
      },
    }),
    watchPlatform: (platform) => ({
      ...platform,
      post: (...part) =>
        platform.post(...part).catch((error: unknown) => {
          if (!(error instanceof DeliveryError) || error.retryable) retries.inc({ platform: platform.id });
          throw error;
        }),
    }),
    read: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

function defineCounts(registers: Registry[]) {
  const count = (name: string, help: string, labelNames: readonly string[]): Counter =>
    new Counter({ name, help, labelNames, registers });
  return {
    retries: count('paperboy_retries_total', 'Posts that failed and are tried again', ['platform']),
    tokens: count('paperboy_llm_tokens_total', 'Tokens the model has taken and given', ['direction']),
    feedItems: count('paperboy_feed_items_total', 'What the feeds brought: new and known papers, problems', [
      'feed',
      'result',
    ]),
    grounding: count('paperboy_grounding_total', 'Texts of models: checked against abstracts, repaired, dropped', [
      'result',
    ]),
    acknowledgements: new Histogram({
      name: 'paperboy_acknowledgement_seconds',
      help: 'How long it took to acknowledge what people did',
      labelNames: ['platform'],
      buckets: ACKNOWLEDGEMENT_BUCKETS_S,
      registers,
    }),
  };
}

function readBudget(spending: () => Promise<Spending>, registers: Registry[]): Gauge {
  return new Gauge({
    name: 'paperboy_budget_used_ratio',
    help: "How much of the day's budget for models is used",
    registers,
    async collect() {
      const spent = await spending().catch(() => undefined);
      if (spent !== undefined) this.set(shareOf(spent));
    },
  });
}

/** A budget of nothing is used up from the first. */
function shareOf({ tokens, cost = 0, limit: { unit, most } }: Spending): number {
  return most === 0 ? 1 : (unit === 'tokens' ? tokens : cost) / most;
}

function readFromStore(store: Store, registers: Registry[]): void {
  const read = (name: string, help: string, labelNames: readonly string[], statement: Statement): Gauge =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      async collect() {
        this.reset();
        // A store that does not answer is told of by /readyz.
        const rows = await store.query(statement).catch((): readonly Row[] => []);
        for (const { count, ...labels } of rows)
          this.set(
            Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, String(value)])),
            Number(count),
          );
      },
    });
  read('paperboy_papers', 'Papers in the library', [], sql`SELECT COUNT(*) AS count FROM intake_papers`);
  read(
    'paperboy_digests',
    'Digests by state: open, done, parked',
    ['state'],
    sql`SELECT state, COUNT(*) AS count FROM deliveries GROUP BY state`,
  );
  read(
    'paperboy_parts',
    'Messages of digests by state: pending, sending, sent, failed',
    ['state'],
    sql`SELECT state, COUNT(*) AS count FROM delivery_parts GROUP BY state`,
  );
  read(
    'paperboy_queue_depth',
    'Messages of open digests that wait to be posted',
    ['platform'],
    sql`SELECT substr(channel, 1, instr(channel, ':') - 1) AS platform, COUNT(*) AS count
      FROM deliveries JOIN delivery_parts ON delivery = id
      WHERE deliveries.state = 'open' AND delivery_parts.state IN ('pending', 'sending') GROUP BY platform`,
  );
}
