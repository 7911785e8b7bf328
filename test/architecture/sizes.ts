import { child, nodesOf, placeOf, type Source } from './source.ts';

/** Limits on a set of sizes, each in lines. */
interface Limits {
  readonly median: number;
  readonly p90?: number;
  readonly max: number;
}

interface Sized {
  readonly place: string;
  readonly lines: number;
}

/** Lines of a file, blank ones included. */
const fileLimits: Limits = { median: 80, p90: 200, max: 300 };

/**
 * Lines of a function that are not blank, from its parameters to its closing brace: declarations, methods, accessors
 * and arrow functions, also nested ones, wherever the body is a block. A callback of one expression is not counted.
 */
const functionLimits: Limits = { median: 12, max: 50 };

/** What goes against the size habits. */
export function checkSizes(sources: readonly Source[]): readonly string[] {
  const files = sources.map(({ path, text }) => ({ place: path, lines: text.trimEnd().split('\n').length }));
  return [
    ...breachesOf('file', files, fileLimits),
    ...breachesOf('function', sources.flatMap(functionsOf), functionLimits),
  ];
}

/** The smallest value that at least `share` of the values do not exceed; 0 for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function breachesOf(kind: string, sized: readonly Sized[], { median, p90, max }: Limits): readonly string[] {
  const lines = sized.map((entry) => entry.lines);
  const found = { median: quantile(lines, 0.5), p90: quantile(lines, 0.9) };
  return [
    ...sized
      .filter((entry) => entry.lines > max)
      .map(({ place, lines: n }) => `${place}: a ${kind} of ${n} lines, over ${max}`),
    ...(found.median > median ? [`the median ${kind} has ${found.median} lines, over ${median}`] : []),
    ...(p90 !== undefined && found.p90 > p90
      ? [`a ${kind} at the 90th percentile has ${found.p90} lines, over ${p90}`]
      : []),
  ];
}

function functionsOf(source: Source): readonly Sized[] {
  return nodesOf(source)
    .filter(({ type }) => ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(type))
    .filter((node) => child(node, 'body')?.type === 'BlockStatement')
    .map(({ start, end }) => ({
      place: placeOf(source, start),
      lines: source.text
        .slice(start, end)
        .split('\n')
        .filter((line) => line.trim() !== '').length,
    }));
}
