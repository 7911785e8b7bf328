/** The answer to a question about a paper. */
export interface PaperAnswer {
  /** Whether what is known of the paper tells. */
  readonly isTold: boolean;
  /** In the model's words; empty where there is none, or it told nothing that holds. */
  readonly text: string;
  /** Verbatim from what is known of the paper: what the answer stands on, or the best matching sentences. */
  readonly quotes: readonly string[];
  readonly rung: 'llm' | 'sentence';
}
