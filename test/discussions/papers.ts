import type { AskedPaper } from '../../src/discussions/asked-paper.ts';

/** Papers of our own, with what the library might know of them. */
export const papers = {
  moths: {
    title: 'A Light Trap that Counts Moths by Wing Beat',
    abstract:
      'Moth populations are falling, yet most surveys still count by hand. We present DuskTrap, a light trap that tells 212 species apart by the sound of their wing beats. A small recurrent network runs on a solar-powered microcontroller and needs 40 mW. In a field test of 31 nights in two valleys, DuskTrap agreed with two trained entomologists on 91% of the visits. It confuses species whose wings are of the same size, and it fails in rain. Recordings of 48,000 visits are released under an open licence.',
    facts: [
      'Written by Ada Lindqvist, Tomasz Zielak and Priya Venkat',
      'Published on 14 March 2025',
      'Code: https://example.org/dusktrap',
    ],
  },
  cache: {
    title: 'Forgetting on Purpose: Eviction for Key-Value Caches',
    abstract:
      'Long conversations fill the key-value cache of a language model until memory runs out. We propose Sieve, an eviction rule that keeps a token only while later tokens still attend to it. Sieve needs no retraining and adds one counter per head. On four long-context benchmarks it keeps 98% of the accuracy with a fifth of the memory. Throughput rises by 2.3x on a single A100 GPU. Because evicted tokens never return, questions about early parts of a conversation are answered worse.',
    facts: ['Written by Mei Tanaka and Jonas Okafor', 'Published on 2 June 2025', 'Organisation: Harbour Lab'],
  },
  bread: {
    title: 'Does Your Oven Lie? Measuring Temperature Drift in Home Baking',
    abstract:
      'Recipes assume that ovens hold the temperature on their dial. We placed thermocouples in 340 home ovens for six weeks. The median oven was 17 degrees too cold and swung by 11 degrees while baking. Gas ovens drifted more than electric ones. A pizza stone on the lowest rack halved the swing. We suggest that recipes give a range instead of one temperature.',
    facts: ['Written by Carla Benedetti', 'Published on 9 November 2024'],
  },
  robots: {
    title: 'GraspDiary: Learning from the Failures of Warehouse Robots',
    abstract:
      'Robots in warehouses drop things every day, and the records of these drops are thrown away. GraspDiary turns 1.2 million logged failures into training examples. A contrastive loss pulls a failed grasp away from the successful grasp that followed it. Trained this way, a suction gripper drops 38% fewer parcels than one that learned from successes alone. The gain is largest for soft bags and vanishes for rigid boxes. Training takes nine hours on eight GPUs. We did not test grippers with fingers.',
    facts: [
      'Written by Samuel Adeyemi, Lena Fischer and 4 more',
      'Published on 21 January 2026',
      'Code: https://example.org/graspdiary',
    ],
  },
  translation: {
    title: 'Small Teachers: Translation for Languages without Corpora',
    abstract:
      'For most of the 7,000 languages of the world there is no parallel text. We show that a grammar book and a word list of 2,000 entries teach a large language model to translate Kalvari, a language with 900 speakers. The model reads the book in its context window, without fine-tuning. Native speakers rated 63% of the translations as usable. Idioms and verb tenses remain the main source of errors. The book was written in the 1950s and its spelling had to be modernised by hand.',
    facts: ['Written by Ines Duarte and Peter Holm', 'Published on 30 August 2025'],
  },
  pathology: {
    title: 'SlideHop: Fewer Tiles for Whole-Slide Diagnosis',
    abstract:
      'A pathologist looks at a few places of a slide, while neural networks look at all of its 100,000 tiles. SlideHop learns where to look next and stops when it is sure. A policy network is trained by reinforcement learning with the diagnosis as its only reward. On breast and prostate slides from three hospitals it reaches an AUC of 0.94 while reading 3% of the tiles. A diagnosis takes 4 seconds instead of 5 minutes. The hospitals did not permit the slides to be shared.',
    facts: ['Written by Noor Haddad, Emil Sørensen and Grace Liu', 'Published on 17 February 2026'],
  },
} satisfies Record<string, AskedPaper>;
