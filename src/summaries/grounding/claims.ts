import type { Fault } from './fault.ts';
import type { Reading } from './reading.ts';

/** A claim of rank that a text may make only where its source makes one like it. */
interface Claim {
  readonly inText: RegExp;
  readonly inSource: RegExp;
}

/** Parts of a whole that are counted: "the first stage" claims nothing. */
const COUNTED =
  'stages?|steps?|phases?|parts?|frames?|tokens?|layers?|turns?|halves|half|orders?|authors?|principles?|glance|sight|rounds?|one|component|objective|task|setting|question|two|three|few|place|person|pass|module|method|type|category|contribution|challenge|line|approach|paper,';

/** "The first benchmark", "first-ever", "the first to", "for the first time"; "first-order" and "first, we" are none. */
const FIRST = String.raw`(?<!\b(?:at|in|after|until|before|during)\s)\b(?:the|an?|our|its|their|one of the|world's|is|are|was|as|among|very|also)\s(?:very\s)?first(?:[\s-](?!(?:${COUNTED})\b)|$)|\bfirst[\s-](?:ever|of[\s-]its[\s-]kind)\b|\bfirst\s(?:time|to)\b`;

const CLAIMS: readonly Claim[] = [
  { inText: new RegExp(FIRST, 'iu'), inSource: new RegExp(String.raw`${FIRST}|\bpioneer`, 'iu') },
  // What comes first is followed by something: that is an order and no claim.
  {
    inText: /\bfirst\b(?![^.]*\b(?:then|next|second|before|finally|followed)\b)/iu,
    inSource: /\bfirst|\bpioneer|\b1st\b/iu,
  },
  {
    inText: /\bstate[\s-]+of[\s-]+(?:the[\s-]+)?arts?\b|\bsota\b/iu,
    inSource: /\bstate[\s-]+of[\s-]+(?:the[\s-]+)?arts?\b|\bsotas?\b|\bbest[\s-](?:known|published|reported)\b/iu,
  },
  { inText: /\b(?:largest|biggest)\b/iu, inSource: /\b(?:largest|biggest)\b/iu },
  {
    inText: /\bbest\b(?![\s-]of\b)/iu,
    inSource: /\bbest\b|\bstate[\s-]of[\s-]the[\s-]art\b|\bsota\b|\b(?:highest|top|optimal|optimum)\b/iu,
  },
  { inText: /\b(?:fastest|quickest)\b/iu, inSource: /\b(?:fastest|quickest)\b/iu },
  { inText: /\b(?:smallest|tiniest)\b/iu, inSource: /\b(?:smallest|tiniest)\b/iu },
  { inText: /\bhighest\b/iu, inSource: /\b(?:highest|best|top|maximum|largest)\b/iu },
  { inText: /\blowest\b/iu, inSource: /\b(?:lowest|minimum|smallest|least)\b/iu },
  { inText: /\b(?:strongest|most powerful)\b/iu, inSource: /\b(?:strongest|most powerful|best)\b/iu },
  { inText: /\bunprecedented\b/iu, inSource: /\bunprecedented\b|\bnever before\b/iu },
  {
    inText: /\b(?:new|world|record)[\s-]records?\b|\brecord[\s-](?:breaking|high|low|setting)\b/iu,
    inSource: /\brecords?\b/iu,
  },
  { inText: /\b(?:human[\s-]level|super-?human)\b/iu, inSource: /\bhumans?\b|\bsuper-?human/iu },
  {
    inText: /\bprov(?:en|ably)\b|\bguarantee/iu,
    inSource: /\bprov(?:e[ns]?|able|ably|ing)\b|\bproofs?\b|\bguarant|\btheor|\bensur|\bcertif/iu,
  },
];

/** The claims of rank that a text makes and its source does not. */
export function findClaimFaults({ text }: Reading, { text: source }: Reading): readonly Fault[] {
  const faults = CLAIMS.flatMap(({ inText, inSource }): Fault[] => {
    const found = inText.exec(text)?.[0];
    if (found === undefined || inSource.test(source)) return [];
    return repeats(found, text, source) ? [] : [{ kind: 'claim', found: found.trim() }];
  });
  return faults.filter(({ found }, i) => !faults.slice(0, i).some((earlier) => earlier.found.includes(found)));
}

/** Whether the source has the same words with the word behind them: "the first frame". */
function repeats(found: string, text: string, source: string): boolean {
  const last = found.trim().split(' ').at(-1) ?? '';
  const at = text.indexOf(found) + found.trimEnd().length;
  const next = /^[\s-]?[\p{L}\p{N}]+/u.exec(text.slice(at))?.[0];
  return next !== undefined && source.toLowerCase().includes(`${last}${next}`.toLowerCase());
}
