//! A linear chain: which label each word of a passage has, given scores of each label for each word
//! and of each pair of neighbours.

/// One number for each of `N` labels; the first label means "none of these".
pub(super) type Scores<const N: usize> = [f32; N];

/// How a word hangs together with the one before it.
pub(super) const JOINTS: usize = 3;

/// Scores of neighbours: `[joint][before][after]`.
pub(super) type Transitions<const N: usize> = [[Scores<N>; N]; JOINTS];

/// What neighbours weigh, as [`Chain`] multiplies it.
pub(super) fn exponents<const N: usize>(transitions: &Transitions<N>) -> Transitions<N> {
    transitions.map(|joint| joint.map(|row| row.map(f32::exp)))
}

/// Room for one passage, used again for the next.
#[derive(Default)]
pub(super) struct Chain<const N: usize> {
    forward: Vec<Scores<N>>,
    backward: Vec<Scores<N>>,
}

impl<const N: usize> Chain<N> {
    /// The probability of each label for each word, in place of the scores; `exponents` are those of the
    /// transitions. Words for which `may_be` says no are none of the labels, whatever their scores.
    pub(super) fn marginals(
        &mut self,
        scores: &mut [Scores<N>],
        may_be: &[bool],
        joints: &[u8],
        exponents: &Transitions<N>,
    ) {
        let is_weighed = |at: usize| may_be.get(at) != Some(&false);
        let mut none = [0.0; N];
        none[0] = 1.0;
        let count = scores.len();
        self.forward.clear();
        self.backward.clear();
        if count == 0 {
            return;
        }
        for (at, word) in scores.iter_mut().enumerate() {
            if !is_weighed(at) {
                *word = none;
                continue;
            }
            let most = word.iter().copied().fold(f32::MIN, f32::max);
            *word = word.map(|score| (score - most).exp());
        }
        let mut last = scores[0];
        normalise(&mut last);
        self.forward.push(last);
        for at in 1..count {
            // Such a word cuts the chain: nothing before it bears on what comes after.
            if !is_weighed(at) {
                self.forward.push(none);
                last = none;
                continue;
            }
            let between = &exponents[usize::from(joints[at])];
            let mut next = [0.0; N];
            for (row, before) in between.iter().zip(last) {
                for (next, weight) in next.iter_mut().zip(row) {
                    *next += before * weight;
                }
            }
            for (next, score) in next.iter_mut().zip(scores[at]) {
                *next *= score;
            }
            normalise(&mut next);
            self.forward.push(next);
            last = next;
        }
        self.backward.resize(count, [1.0; N]);
        for at in (0..count - 1).rev().filter(|&at| is_weighed(at)) {
            let between = &exponents[usize::from(joints[at + 1])];
            let mut after = if is_weighed(at + 1) { self.backward[at + 1] } else { none };
            for (after, score) in after.iter_mut().zip(scores[at + 1]) {
                *after *= score;
            }
            let mut before =
                between.map(|row| row.iter().zip(after).map(|(weight, after)| weight * after).sum());
            normalise(&mut before);
            self.backward[at] = before;
        }
        let sides = self.forward.iter().zip(&self.backward);
        // Where nothing is weighed, "none of these" is all there is already.
        let weighed = scores.iter_mut().zip(sides).enumerate().filter(|(at, _)| is_weighed(*at));
        for (_, (word, (forward, backward))) in weighed {
            for ((word, forward), backward) in word.iter_mut().zip(forward).zip(backward) {
                *word = forward * backward;
            }
            normalise(word);
        }
    }

    /// The probability of each pair of labels of the words `at - 1` and `at`, from the emission
    /// weights (the exponents of the scores) that [`Chain::marginals`] began with.
    pub(super) fn pairs(
        &self,
        at: usize,
        emission: &Scores<N>,
        joint: u8,
        exponents: &Transitions<N>,
    ) -> [Scores<N>; N] {
        let mut pairs = [[0.0; N]; N];
        let mut sum = 0.0;
        for (from, row) in pairs.iter_mut().enumerate() {
            for (to, pair) in row.iter_mut().enumerate() {
                *pair = self.forward[at - 1][from]
                    * exponents[usize::from(joint)][from][to]
                    * emission[to]
                    * self.backward[at][to];
                sum += *pair;
            }
        }
        pairs.map(|row| row.map(|pair| pair / sum))
    }
}

/// Makes the sum 1.
fn normalise<const N: usize>(scores: &mut Scores<N>) {
    let sum: f32 = scores.iter().sum();
    let sum = if sum > 0.0 { sum } else { f32::MIN_POSITIVE };
    scores.iter_mut().for_each(|score| *score /= sum);
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABELS: usize = 4;

    /// Adds up all labellings one by one.
    fn by_hand(
        scores: &[Scores<LABELS>],
        joints: &[u8],
        transitions: &Transitions<LABELS>,
    ) -> Vec<Scores<LABELS>> {
        let mut marginals = vec![[0.0; LABELS]; scores.len()];
        let mut total = 0.0f64;
        for number in 0..LABELS.pow(scores.len() as u32) {
            let labels: Vec<usize> =
                (0..scores.len()).map(|at| number / LABELS.pow(at as u32) % LABELS).collect();
            let mut score = 0.0;
            for (at, &label) in labels.iter().enumerate() {
                score += scores[at][label];
                if at > 0 {
                    score += transitions[usize::from(joints[at])][labels[at - 1]][label];
                }
            }
            let weight = f64::from(score).exp();
            total += weight;
            for (at, &label) in labels.iter().enumerate() {
                marginals[at][label] += weight as f32;
            }
        }
        marginals.iter_mut().for_each(|word| word.iter_mut().for_each(|p| *p /= total as f32));
        marginals
    }

    #[test]
    fn agrees_with_adding_up_all_labellings() {
        let mut seed = 7u32;
        let mut number = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as f32 / 20_000.0 - 1.6
        };
        let transitions: Transitions<LABELS> =
            std::array::from_fn(|_| std::array::from_fn(|_| std::array::from_fn(|_| number())));
        let scores: Vec<Scores<LABELS>> = (0..5).map(|_| std::array::from_fn(|_| number())).collect();
        let joints = [0, 1, 2, 0, 1];
        let expected = by_hand(&scores, &joints, &transitions);
        let mut chain = Chain::default();
        let mut found = scores.clone();
        chain.marginals(&mut found, &[], &joints, &exponents(&transitions));
        for (found, expected) in found.iter().flatten().zip(expected.iter().flatten()) {
            assert!((found - expected).abs() < 1e-4);
        }
        let emission = scores[2].map(f32::exp);
        let pairs = chain.pairs(2, &emission, joints[2], &exponents(&transitions));
        for label in 0..LABELS {
            let after: f32 = pairs.iter().map(|row| row[label]).sum();
            assert!((after - expected[2][label]).abs() < 1e-4);
        }
    }
}
