/** Units that stand directly behind their number, the longer before those that begin like them. */
const SIGNS: readonly (readonly [unit: string, pattern: RegExp])[] = [
  ['points', /^(?:\s?%p\b|[\s-]?(?:percentage|%)[\s-]points?\b|[\s-]?(?:pp|pts?|points?)\b)/iu],
  ['points', /^ (?:absolute|average|accuracy|\p{Lu}[\p{L}\d@]*)(?: score)? points?\b/u],
  ['percent', /^(?:\s?%|[\s-]?per[\s-]?cent\b)/iu],
  ['times', /^(?:\s?×(?!\s?\d)|[\s-]?x(?![\p{L}\d]|\s\d)|[\s-]?times(?![\p{L}\d])|[\s-]?folds?\b)/iu],
  ['µs', /^[\s-]?(?:[µμ]s|microseconds?)\b/iu],
  ['ns', /^[\s-]?(?:ns|nanoseconds?)\b/u],
  ['ms', /^[\s-]?(?:ms|msec|milliseconds?)\b/u],
  ['seconds', /^[\s-]?(?:s|secs?|seconds?)(?![\p{L}\d'])/u],
  ['minutes', /^[\s-]?(?:min|mins|minutes?)\b/u],
  ['hours', /^[\s-]?(?:h|hrs?|(?:\p{Lu}\w+[\s-])?hours?)(?![\p{L}\d])/u],
  ['days', /^[\s-]?(?:\p{Lu}\w+[\s-])?days?\b/u],
  ['weeks', /^[\s-]?weeks?\b/u],
  ['months', /^[\s-]?months?\b/u],
  ['years', /^[\s-]?years?\b/u],
  ['KB', /^[\s-]?(?:KB|KiB|kB|kilobytes?)\b/u],
  ['MB', /^[\s-]?(?:MB|MiB|megabytes?)\b/u],
  ['GB', /^[\s-]?(?:GB|GiB|gigabytes?)\b/u],
  ['TB', /^[\s-]?(?:TB|TiB|terabytes?)\b/u],
  ['bits', /^[\s-]?bits?\b/u],
  ['bytes', /^[\s-]?bytes?\b/u],
  ['dollars', /^[\s-]?(?:dollars?|USD)\b/u],
  ['degrees', /^(?:\s?°|[\s-]?degrees?\b)/u],
  ['kHz', /^\s?kHz\b/u],
  ['MHz', /^\s?MHz\b/u],
  ['GHz', /^\s?GHz\b/u],
  ['Hz', /^\s?Hz\b/u],
  ['fps', /^[\s-]?(?:fps|frames per second|frames\/s(?:ec)?)\b/iu],
  ['dB', /^\s?dB\b/u],
  ['km', /^[\s-]?(?:km|kilomet(?:er|re)s?)\b/u],
  ['cm', /^[\s-]?(?:cm|centimet(?:er|re)s?)\b/u],
  ['mm', /^[\s-]?(?:mm|millimet(?:er|re)s?)\b/u],
  ['meters', /^(?:\s|-)(?:m|met(?:er|re)s?)\b/u],
];

/** What a number counts, by the nouns that say so, without their plural `s`; words of one row are taken for the same. */
const NOUNS: ReadonlyMap<string, string> = new Map(
  [
    'parameter param',
    'token subtoken',
    'language',
    'task subtask',
    'dataset corpu corpora',
    'benchmark',
    'image photo picture photograph',
    'video clip',
    'question query querie problem prompt',
    'example sample instance pair triplet trajectory trajectorie demonstration conversation dialogue',
    'model llm mllm vlm lvlm lm baseline system architecture variant checkpoint',
    'layer block',
    'step iteration nfe epoch',
    'gpu',
    'people person user participant annotator patient speaker expert human subject author',
    'paper article publication document',
    'frame',
    'word character',
    'domain category categorie classe class field topic type dimension discipline aspect subject',
    'country countrie',
  ].flatMap((row) => row.split(' ').map((word): [string, string] => [word, row.split(' ')[0] ?? row])),
);

/** The unit that stands directly behind a number, by a name of its own. */
export function signBehind(after: string): string | undefined {
  if (!/^[\s-]?[\p{L}%×°]/u.test(after)) return undefined;
  return SIGNS.find(([, pattern]) => pattern.test(after))?.[0];
}

/** What the words behind a number, or before it, say that it counts, in their order. */
export function nounsIn(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => NOUNS.get(word) ?? NOUNS.get(word.replace(/s$/u, '')) ?? []);
}
