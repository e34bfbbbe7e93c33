//! Trains the models. Part of the library so that the trainer sees exactly what the tagger sees.

use std::collections::HashMap;

use super::chain::{Chain, JOINTS, Scores, Transitions, exponents};
use super::features::Features;
use super::model::{Model, STEPS, Templates};
use super::said;
pub use super::{IDENTIFIERS, NAMES, PHRASES};
use crate::detect::search::heard;
use crate::detect::words::Words;
use crate::detect::{Kind, Known, MisuseQuestion};
use crate::sheet::{CellId, Layout, Sheet};
use crate::text::Span;

/// A labelled passage as the trainer needs it.
pub struct Example {
    /// All features of each word.
    words: Vec<Vec<u32>>,
    joints: Vec<u8>,
    labels: Vec<u8>,
    /// How much it counts.
    weight: f32,
}

/// The first column of a sheet as examples, with the rules' findings and, as the layout says, the
/// row's own columns known. `gold` gives the labelled spans of a row; those of other kinds than `labels`
/// are left out.
pub fn examples(
    sheet: &Sheet,
    layout: &Layout,
    labels: &[Kind],
    weight: f32,
    gold: &dyn Fn(u32) -> Vec<(Span, Kind)>,
) -> Vec<Example> {
    let mut examples = Vec::new();
    for row in 0..sheet.row_count() {
        let cell = CellId { row, column: 0 };
        let text = sheet.text(cell).expose();
        let known = Known::of_rows(sheet, layout, &[row]);
        let (words, reports) = heard(cell, text, &known, layout);
        let mut features = Features::of_all_words();
        features.read(text, &words, &said(&words, &reports, &known));
        let own = marked(&words, &gold(row), labels);
        if labels != NAMES {
            // The labels by hand stand in for those that the model of names will give.
            features.name(&marked(&words, &gold(row), NAMES));
        }
        let all = features.words().map(|(own, after_names)| [own, after_names].concat());
        examples.push(Example { words: all.collect(), joints: features.joints.clone(), labels: own, weight });
    }
    examples
}

/// The label of each word: where its span's kind stands in `labels`, from 1; 0 for none.
fn marked(words: &Words, gold: &[(Span, Kind)], labels: &[Kind]) -> Vec<u8> {
    let mut marked = vec![0; words.len()];
    for (span, kind) in gold {
        let Some(label) = labels.iter().position(|label| label == kind) else { continue };
        marked[words.inside(*span)].fill(label as u8 + 1);
    }
    marked
}

/// Texts as examples for the question of misuse; 0 for "No", 1 for "Yes", 2 for "Unclear".
pub fn opinions<'q>(questions: impl Iterator<Item = (MisuseQuestion<'q>, u8)>) -> Vec<Example> {
    let example = |(question, answer): (MisuseQuestion<'q>, u8)| {
        let words = Words::new(question.text);
        let signs = crate::detect::misuse::signs(question.text, &words);
        let features = super::opinion::read(question, &words, &signs, &mut Vec::new());
        Example { words: vec![features], joints: vec![0], labels: vec![answer], weight: 1.0 }
    };
    questions.map(example).collect()
}

/// How many features a word of a chain has, those known after the names counted on.
pub const FEATURES: u8 = Features::ALL as u8;

/// How to train.
#[derive(Clone, Debug)]
pub struct Options {
    /// Times through all examples.
    pub epochs: usize,
    /// Step of the gradient.
    pub rate: f32,
    /// How strongly weights are drawn to nothing.
    pub sparseness: f32,
    /// Features seen less often are left out.
    pub least_count: u32,
    /// Features seen less often take part in the training, where they take up what is peculiar to
    /// one text, and are left out of the model.
    pub least_kept: u32,
    /// Features whose weights for the labels lie closer together than so many 127ths of the weightiest are
    /// left out of the model.
    pub least_spread: i32,
    /// Which of the [`FEATURES`] of a word take part. None means whatever an example has, which is for whole texts
    /// only: a chain looks at those alone that are named here.
    pub templates: Vec<u8>,
}

/// Weights under training.
pub struct Trainer<const N: usize> {
    numbers: HashMap<u32, u32>,
    least_spread: i32,
    templates: Vec<u8>,
    /// Hashes of the features that the model keeps.
    kept: Vec<u32>,
    weights: Vec<Scores<N>>,
    squares: Vec<Scores<N>>,
    transitions: Transitions<N>,
    transition_squares: Transitions<N>,
}

impl<const N: usize> Trainer<N> {
    /// Trains on the examples.
    pub fn train(examples: &[&Example], options: Options) -> Trainer<N> {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for word in examples.iter().flat_map(|example| &example.words) {
            for hash in chosen(word, &options.templates) {
                *counts.entry(hash).or_default() += 1;
            }
        }
        let mut kept_by_model: Vec<u32> =
            counts.iter().filter(|&(_, &count)| count >= options.least_kept).map(|(&hash, _)| hash).collect();
        kept_by_model.sort_unstable();
        let mut kept: Vec<u32> = counts
            .into_iter()
            .filter(|&(_, count)| count >= options.least_count)
            .map(|(hash, _)| hash)
            .collect();
        kept.sort_unstable();
        let numbers: HashMap<u32, u32> = kept.iter().zip(0..).map(|(&hash, number)| (hash, number)).collect();
        let mut trainer = Trainer {
            weights: vec![[0.0; N]; numbers.len()],
            squares: vec![[1e-8; N]; numbers.len()],
            numbers,
            least_spread: options.least_spread,
            templates: options.templates.clone(),
            kept: kept_by_model,
            transitions: [[[0.0; N]; N]; JOINTS],
            transition_squares: [[[1e-8; N]; N]; JOINTS],
        };
        let active: Vec<Vec<Vec<u32>>> = examples.iter().map(|example| trainer.active(example)).collect();
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut seed = 0x1234_5678_9abc_def1_u64;
        let mut chain = Chain::<N>::default();
        for epoch in 0..options.epochs {
            for at in (1..order.len()).rev() {
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                order.swap(at, (seed % (at as u64 + 1)) as usize);
            }
            let rate = options.rate / (1.0 + epoch as f32 * 0.15);
            for &at in &order {
                trainer.step(examples[at], &active[at], rate, options.sparseness, &mut chain);
            }
        }
        trainer
    }

    /// The numbers of the features of each word of an example, without those left out.
    fn active(&self, example: &Example) -> Vec<Vec<u32>> {
        let numbers = |word: &Vec<u32>| {
            let hashes = chosen(word, &self.templates);
            hashes.filter_map(|hash| self.numbers.get(&hash).copied()).collect()
        };
        example.words.iter().map(numbers).collect()
    }

    fn step(
        &mut self,
        example: &Example,
        active: &[Vec<u32>],
        rate: f32,
        sparseness: f32,
        chain: &mut Chain<N>,
    ) {
        let mut scores: Vec<Scores<N>> = active.iter().map(|word| self.score(word)).collect();
        let emissions: Vec<Scores<N>> = scores
            .iter()
            .map(|word| {
                let most = word.iter().copied().fold(f32::MIN, f32::max);
                word.map(|score| (score - most).exp())
            })
            .collect();
        let joints = &example.joints;
        let exponents = exponents(&self.transitions);
        chain.marginals(&mut scores, &[], joints, &exponents);
        let mut slopes: Transitions<N> = [[[0.0; N]; N]; JOINTS];
        for at in 1..scores.len() {
            let pairs = chain.pairs(at, &emissions[at], joints[at], &exponents);
            let slope = &mut slopes[usize::from(joints[at])];
            for (from, row) in pairs.iter().enumerate() {
                for (to, pair) in row.iter().enumerate() {
                    slope[from][to] += pair;
                }
            }
            slope[usize::from(example.labels[at - 1])][usize::from(example.labels[at])] -= 1.0;
        }
        for (at, word) in active.iter().enumerate() {
            let mut slope = scores[at];
            slope[usize::from(example.labels[at])] -= 1.0;
            let slope = slope.map(|s| s * example.weight);
            if slope.iter().all(|s| s.abs() < 1e-4) {
                continue;
            }
            for &number in word {
                let number = number as usize;
                let weights = self.weights[number].iter_mut().zip(&mut self.squares[number]);
                for ((weight, square), slope) in weights.zip(slope) {
                    descend(weight, square, slope, rate, sparseness);
                }
            }
        }
        let all = self.transitions.iter_mut().zip(&mut self.transition_squares).zip(&slopes);
        for ((weights, squares), slopes) in all {
            for from in 0..N {
                for to in 0..N {
                    let slope = slopes[from][to] * example.weight;
                    descend(&mut weights[from][to], &mut squares[from][to], slope, rate, 0.0);
                }
            }
        }
    }

    fn score(&self, word: &[u32]) -> Scores<N> {
        let mut sums = [0.0; N];
        for &number in word {
            for (sum, weight) in sums.iter_mut().zip(self.weights[number as usize]) {
                *sum += weight;
            }
        }
        sums
    }

    /// The model file, with what was measured on other examples.
    pub fn write(&self, calibration: &Calibration) -> Vec<u8> {
        let weight = |&hash: &u32| Some((hash, self.weights[*self.numbers.get(&hash)? as usize]));
        let weights: Vec<(u32, Scores<N>)> = self.kept.iter().filter_map(weight).collect();
        Model::write(
            &weights,
            self.least_spread,
            &Templates::new(&self.templates),
            &self.transitions,
            &calibration.steps(),
        )
    }

    /// Tells the calibration how probable these examples' words are held to be, and what they are.
    pub fn measure(&self, examples: &[&Example], calibration: &mut Calibration) {
        let bytes = self.write(&Calibration::default());
        let Some(model) = Model::<N>::read(&bytes) else { return };
        let mut chain = Chain::<N>::default();
        let exponents = exponents(&self.transitions);
        for example in examples {
            let weigh = |word: &Vec<u32>| model.weigh(chosen(word, &self.templates));
            let mut scores: Vec<Scores<N>> = example.words.iter().map(weigh).collect();
            chain.marginals(&mut scores, &[], &example.joints, &exponents);
            for (word, &label) in scores.iter().zip(&example.labels) {
                calibration.note(1.0 - word[0], label != 0);
                calibration.surprise -= f64::from(word[usize::from(label)].max(1e-6).ln());
            }
        }
    }
}

/// The features of a word that a model looks at; all where it names none.
fn chosen<'w>(word: &'w [u32], templates: &'w [u8]) -> impl Iterator<Item = u32> + 'w {
    let some = templates.iter().filter_map(|&at| word.get(usize::from(at)).copied());
    let all: &[u32] = if templates.is_empty() { word } else { &[] };
    some.chain(all.iter().copied())
}

/// Lowers a weight along its slope and draws it to nothing.
fn descend(weight: &mut f32, square: &mut f32, slope: f32, rate: f32, sparseness: f32) {
    *square += slope * slope;
    let step = rate / square.sqrt().max(0.1);
    let moved = *weight - step * slope;
    let least = step * sparseness;
    *weight = if moved.abs() <= least { 0.0 } else { moved - least.copysign(moved) };
}

/// How often words of each probability were right.
#[derive(Clone, Copy, Default, Debug)]
pub struct Calibration {
    seen: [u32; STEPS],
    right: [u32; STEPS],
    /// How much the true labels surprised, in nats, all words together.
    surprise: f64,
}

impl Calibration {
    fn note(&mut self, probability: f32, right: bool) {
        let step = ((probability * STEPS as f32) as usize).min(STEPS - 1);
        self.seen[step] += 1;
        self.right[step] += u32::from(right);
    }

    /// Takes in what was measured elsewhere.
    pub fn add(&mut self, other: &Calibration) {
        for at in 0..STEPS {
            self.seen[at] += other.seen[at];
            self.right[at] += other.right[at];
        }
        self.surprise += other.surprise;
    }

    /// How much the true labels surprised, in nats, all words together: the less, the better the model.
    pub fn surprise(&self) -> f64 {
        self.surprise
    }

    /// Seen and right, by twentieths of probability.
    pub fn table(&self) -> impl Iterator<Item = (u32, u32)> {
        self.seen.into_iter().zip(self.right)
    }

    /// Permille right, never falling; where few were seen, drawn to the probability itself.
    fn steps(&self) -> [u16; STEPS] {
        let mut steps = [0; STEPS];
        let mut last = 0;
        for (at, step) in steps.iter_mut().enumerate() {
            let own = (at as f32 + 0.5) / STEPS as f32;
            let share = (self.right[at] as f32 + own * 8.0) / (self.seen[at] as f32 + 8.0);
            last = last.max((share * 1000.0) as u16).min(995);
            *step = last;
        }
        steps
    }
}
