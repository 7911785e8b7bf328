import fc from 'fast-check';
import type { KnownPaper } from './pages.ts';

const NOUNS =
  'kite lantern river orchard compass violin harbour glacier beehive loom telescope pendulum sourdough lighthouse carousel marble tapestry windmill anchor meadow clockwork sandcastle abacus origami bicycle'.split(
    ' ',
  );
const FIELDS =
  'tethered flight,moth counting,dough memory,tidal arithmetic,bell tuning,knot theory,cloud reading,garden planning,ink chemistry,shadow puppetry,map folding,rain forecasting,wheel balancing,glass listening,paper engineering'.split(
    ',',
  );
const ADJECTIVES =
  'patient quiet sparse wooden layered robust curious seasonal hand-made low-cost self-winding multi-string unsupervised reliable'.split(
    ' ',
  );
const METHODS = 'HumNet KiteBERT DoughFlow LanternFormer TideX BellGPT-2 KnotSAE Loom3D GlassLM MeadowBench'.split(' ');
const NAMES = 'Ærø Łódź Søren Übung naïve façade Gödel Erdős τ-kite β-loom'.split(' ');
const CJK_TITLES = [
  '风筝与弦：张力的测量',
  '灯笼数蛾：一种新的方法',
  'パン生地の記憶を読む',
  '모래성의 수명 예측에 관하여',
];
const CJK_SENTENCES = [
  '我们测量风筝在变化的风中的张力。',
  '该方法在十二个海滩上进行了测试。',
  '結果は良好であった。',
  '우리는 새로운 방법을 제안한다.',
];

const noun = fc.constantFrom(...NOUNS);
const field = fc.constantFrom(...FIELDS);
const adjective = fc.constantFrom(...ADJECTIVES);
const method = fc.constantFrom(...METHODS);
const name = fc.constantFrom(...NAMES);
const number = fc.integer({ min: 2, max: 9000 });
const percent = fc.integer({ min: 1, max: 99 });

function phrase(parts: TemplateStringsArray, ...slots: fc.Arbitrary<string | number>[]): fc.Arbitrary<string> {
  return fc.tuple(...slots).map((values) => parts.map((part, i) => part + String(values[i] ?? '')).join(''));
}

const plainTitle = fc.oneof(
  phrase`${method}: ${adjective} ${noun} models for ${field}`,
  phrase`On the ${adjective} ${noun} problem in ${field}`,
  phrase`Learning to weigh a ${noun} with ${number} ${adjective} strings`,
  phrase`${method} and ${method}: what a ${adjective} ${noun} teaches us about ${field} under changing winds and loads`,
  phrase`Towards ${adjective} ${field} via ${noun}-level feedback`,
  phrase`A survey of ${field}, ${field} and ${field}: from the ${noun} to the ${adjective} ${noun}, with ${number} open questions`,
  phrase`${name} revisited: ${adjective} bounds for ${field}`,
  phrase`$\\epsilon$-${adjective} ${noun}s and an $O(n^${fc.integer({ min: 2, max: 9 })})$ algorithm for ${field}`,
  phrase`Can a ${adjective} ${noun} learn ${field}?`,
  phrase`Is ${field} all you need? A ${adjective} ${noun} study`,
  phrase`[Re] ${method}: ${noun}s (and ${noun}s) at scale`,
  phrase`${noun} ${number}: ${adjective} *and* ${adjective} ${field}`,
  phrase`Stop counting ${noun}s!`,
);

const title = fc.oneof(
  { weight: 6, arbitrary: plainTitle.map(capitalizeWords) },
  { weight: 4, arbitrary: plainTitle.map(capitalize) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...CJK_TITLES), number).map(([text, count]) => `${text} ${count}`) },
);

const sentence = fc
  .oneof(
    phrase`${field} is a long-standing problem that ${adjective} ${noun}s have not solved.`,
    phrase`We propose ${method}, a ${adjective} method that treats every ${noun} as a ${noun} of its own, so that ${field} becomes cheap.`,
    phrase`In this paper, we ask whether a ${adjective} ${noun} helps with ${field}, e.g. on windy beaches.`,
    phrase`Experiments on ${number} ${noun}s show that ${method} beats the ${adjective} baseline by ${percent}.${fc.integer({ min: 1, max: 9 })}%.`,
    phrase`However, existing work on ${field} relies on a ${adjective} ${noun} (see ${name} et al.), which breaks in ${percent} of ${number} cases.`,
    phrase`The loss $\\mathcal{L}_{${noun}}$ of ${method} falls as $n^{-1/2}$, while ${adjective} ${noun}s stay where they are; this holds for ${field} and for ${field} alike.`,
    phrase`To this end, a ${noun} and a ${noun} are trained together until they agree: neither sees what the other ${noun} sees, and both forget it after ${number} steps.`,
    phrase`Why does this work?`,
    phrase`Our analysis suggests that “${adjective}” ${noun}s are rare in ${name}, but matter for ${field}.`,
    phrase`Results improve from ${percent}% to ${percent}%!`,
    fc.constantFrom(...CJK_SENTENCES),
  )
  .map(capitalize);

const LAST_SENTENCES = [
  'Code is available at https://github.com/paper-kites/hum',
  'Project page: https://kites.example/hum.',
  'We release the data at https://huggingface.co/datasets/kites/hum',
  'All of it will be made public',
];

const paragraph = fc
  .oneof(
    { weight: 9, arbitrary: fc.array(sentence, { minLength: 2, maxLength: 10 }) },
    {
      weight: 1,
      arbitrary: fc.array(sentence, { minLength: 1, maxLength: 1 }).filter(([only]) => (only ?? '').length >= 40),
    },
  )
  .map((sentences) => sentences.join(' '));

const abstract = fc.oneof(
  { weight: 8, arbitrary: paragraph },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        paragraph.filter((text) => text.length > 250),
        fc.constantFrom(...LAST_SENTENCES),
      )
      .map((parts) => parts.join(' ')),
  },
);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const date = fc
  .tuple(fc.constantFrom(...MONTHS), fc.integer({ min: 1, max: 28 }), fc.option(fc.integer({ min: 2015, max: 2024 })))
  .map(([month, day, year]) => `${month} ${day}${year === null ? '' : `, ${year}`}`);

/** The papers of one page, no two with the same title. */
export const knownPapers: fc.Arbitrary<readonly KnownPaper[]> = fc.uniqueArray(
  fc.record({
    title: title.filter((text) => text.length <= 162),
    paragraphs: abstract.map((text) => [text]),
    arxivId: fc
      .tuple(fc.integer({ min: 2301, max: 2312 }), fc.integer({ min: 10_000, max: 29_999 }))
      .map((parts) => parts.join('.')),
    authors: fc.integer({ min: 1, max: 40 }),
    date,
    upvotes: fc.integer({ min: 0, max: 400 }),
    comments: fc.integer({ min: 0, max: 9 }),
  }),
  { minLength: 2, maxLength: 12, comparator: (a, b) => a.title === b.title || a.arxivId === b.arxivId },
);

function capitalize(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

function capitalizeWords(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}$\\{^'])\p{Ll}(?=\p{L}{3})/gu, (letter) => letter.toUpperCase());
}
