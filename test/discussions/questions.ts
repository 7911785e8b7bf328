/** A question about one of our papers, and the beginning of the sentence or fact that answers it; none where nothing does. */
export interface AskedQuestion {
  readonly paper: string;
  readonly question: string;
  readonly answer?: string;
}

const table = `
moths | How many species can it tell apart? | We present DuskTrap
moths | How much power does it need? | A small recurrent network
moths | How was it tested in the field? | In a field test
moths | When does it fail? | It confuses species
moths | Who wrote this? | Written by
moths | Where is the code? | Code:
moths | Is the data released? | Recordings of 48,000
moths | Does it work for butterflies or bees? |
moths | What does the trap cost? |
cache | Does it need retraining? | Sieve needs no
cache | How much accuracy is lost? | On four long-context
cache | What speedup do you get on a GPU? | Throughput rises
cache | What are the downsides of evicting tokens? | Because evicted
cache | Who are the authors? | Written by
cache | Is there a GitHub repo? |
cache | Was it tried on Llama 3? |
bread | How many ovens were measured? | We placed
bread | Are gas ovens worse than electric ones? | Gas ovens
bread | Does a pizza stone help? | A pizza stone
bread | What do they recommend for recipes? | We suggest
bread | Which oven brands were the worst? |
robots | How many failures were used for training? | GraspDiary turns
robots | What loss is used? | A contrastive loss
robots | How long does training take? | Training takes
robots | Does it work for rigid boxes? | The gain is
robots | Did they test grippers with fingers? | We did not
robots | Which simulator was used? |
translation | Is the model fine-tuned? | The model reads
translation | What errors remain? | Idioms and verb
translation | How many people speak Kalvari? | We show that
translation | How does it compare to Google Translate? |
pathology | How is the policy trained? | A policy network
pathology | How long does a diagnosis take? | A diagnosis takes
pathology | Can I get the slides? | The hospitals did
pathology | When was it published? | Published on
pathology | Does it handle lung cancer? |
weather | How is privacy of users protected? | Locations are blurred
weather | What resolution does the prediction have? | The network predicts
weather | Can it predict snow or hail? |
review | What does it cost? | The cost doubles
review | How many pull requests were reviewed? | On 1,500
review | Which programming languages are supported? |
music | What was it trained on? | It was trained
music | Does it write harmony? | TuneLoom writes
music | Was there a listening study with musicians? | In a listening
music | How long are the pieces of music? |
battery | Does it cover fast charging? | Fast charging
battery | How many cells were tested? | We tested
battery | Where can I download the data? | The measurements
battery | Does it also hold for sodium-ion chemistry? |
`;

/** Written after the weights and word rows had been chosen, to see how they do on what they were not chosen on. */
const heldOut = `
moths | what microcontroller power source does it run on? | A small recurrent
moths | how well does it agree with experts | In a field test
moths | who is behind this | Written by
cache | how much memory does it save? | On four long-context
cache | which rule decides what token is kept | We propose Sieve
cache | does this also speed up CPUs |
bread | by how many degrees is a typical oven off? | The median oven
bread | how long did the study run | We placed
bread | what about microwave ovens? |
robots | how much does it reduce dropped parcels | Trained this way
robots | what hardware was needed for training | Training takes
robots | is the dataset of failures public? |
translation | what share of translations was usable? | Native speakers
translation | how old is the grammar book | The book was
translation | is there a demo? |
pathology | how many tiles does it need to read | On breast and prostate
pathology | how many hospitals took part? | On breast and prostate
pathology | what is the batch size |
weather | is it better than radar in rural areas? | In the countryside
weather | where does the data come from, phones? | We collect
weather | how many parameters does the network have? |
review | which models does it work with? | The method works
review | did developers like the remarks? | Developers of six
review | does it detect security vulnerabilities? |
music | how many musicians took part in the study? | In a listening
music | what kind of model is it, diffusion? | A diffusion model
music | can I use it commercially? |
battery | how accurate are the lifetime predictions? | A Gaussian process
battery | what temperatures were tested? | We tested
battery | does it explain why batteries die? |
`;

/** The questions, in the order of the papers. */
export const questions: readonly AskedQuestion[] = readTable(table);

/** Those that nothing was chosen on. */
export const heldOutQuestions: readonly AskedQuestion[] = readTable(heldOut);

function readTable(rows: string): readonly AskedQuestion[] {
  return rows
    .trim()
    .split('\n')
    .map((row) => {
      const [paper = '', question = '', answer = ''] = row.split('|').map((cell) => cell.trim());
      return { paper, question, ...(answer !== '' && { answer }) };
    });
}
