import type { AskedPaper } from '../../src/discussions/asked-paper.ts';

/** More papers of our own. */
export const morePapers = {
  weather: {
    title: 'Rain in Ten Minutes: Nowcasting from Phone Barometers',
    abstract:
      'Weather radar misses showers that form between two scans. We collect air pressure from 80,000 phones and feed it to a graph neural network. The network predicts rain ten minutes ahead with a resolution of 500 metres. Compared with radar extrapolation, it warns of 27% more showers at the same rate of false alarms. In the countryside, where phones are few, it is no better than radar. Locations are blurred on the phone before they are sent, so that no user can be followed.',
    facts: ['Written by Hiro Matsuda and Eleni Pappas', 'Published on 5 May 2025'],
  },
  review: {
    title: 'Ask Me Twice: Self-Consistency for Code Review',
    abstract:
      'Language models that review code often contradict themselves. We ask a model for its review twice, in two orders of the files, and keep only the remarks that appear both times. On 1,500 pull requests of open-source projects this removes 71% of the false remarks and 9% of the true ones. The cost doubles. Developers of six companies found the remaining remarks helpful in 82% of the cases. The method works with GPT-4 and with open models of 7 billion parameters.',
    facts: [
      'Written by Oskar Brandt, Yuki Sato and Amara Nwosu',
      'Published on 12 December 2024',
      'Code: https://example.org/ask-twice',
    ],
  },
  music: {
    title: 'TuneLoom: Weaving Melodies from Sketches',
    abstract:
      'Composers sketch a melody long before they write it down. TuneLoom turns a drawn line into music that follows its rise and fall. A diffusion model is conditioned on the line and on a genre. It was trained on 60,000 folk songs from public archives. In a listening study with 45 musicians, its melodies were preferred over those of two baselines in 68% of the trials. TuneLoom writes one voice only; harmony is left for future work.',
    facts: ['Written by Fatima El Idrissi', 'Published on 3 October 2025'],
  },
  battery: {
    title: 'Predicting the Last Cycle: Early Signs of Battery Death',
    abstract:
      'Lithium batteries die suddenly after hundreds of healthy cycles. We find that the shape of the voltage curve in the first 50 cycles tells when a cell will fail. A Gaussian process reads six features of the curve and predicts the lifetime with a mean error of 8%. We tested it on 410 cells of four makers, charged at 10 to 45 degrees. Fast charging is not covered. The measurements can be downloaded from our website.',
    facts: [
      'Written by Viktor Hale and Sunita Rao',
      'Published on 28 July 2025',
      'Organisation: Institute of Slow Chemistry',
    ],
  },
} satisfies Record<string, AskedPaper>;
