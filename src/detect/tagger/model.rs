//! A trained model: weights of features for each label, kept small.

use super::chain::{Chain, JOINTS, Scores, Transitions, exponents};
use super::features::{EACH_AFTER_NAMES, Features};
use super::training::chosen;

/// Weights by feature hash, and what neighbours weigh.
pub(super) struct Model<const N: usize> {
    buckets: Vec<Bucket<N>>,
    /// Which features of a word it looks at; none means all.
    templates: Vec<u8>,
    /// One step of a weight.
    scale: f32,
    /// Exponents of what neighbours weigh.
    exponents: Transitions<N>,
    /// Rightness, in permille, of a span whose probability lies in each twentieth; measured on
    /// passages that the model had not been trained on.
    calibration: [u16; STEPS],
}

/// The score of a label that a word cannot have.
const NEVER: f32 = -30.0;

/// Steps of the calibration.
pub(super) const STEPS: usize = 20;

/// Features that share a place. Every look-up reads one bucket whole and takes the same steps whether
/// the feature is there or not, so that the processor can have many under way at once.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Bucket<const N: usize> {
    /// Hashes; 0 where there is none.
    hashes: [u32; WIDTH],
    weights: [[i8; N]; WIDTH],
}

impl<const N: usize> Bucket<N> {
    /// The weights of a feature and 1, or any weights and 0.
    fn look_up(&self, hash: u32) -> ([i8; N], i32) {
        let mut at = 0;
        for n in 1..WIDTH {
            at = if self.hashes[n] == hash { n } else { at };
        }
        (self.weights[at], i32::from(self.hashes[at] == hash))
    }
}

const WIDTH: usize = 4;

/// Features that weigh less, in steps of a weight, are left out: there are many, and all of them together
/// change nothing that could be measured.
const LEAST_SPREAD: i32 = 5;

/// What a model file begins with.
const MAGIC: &[u8; 8] = b"WHTAG03\n";

impl<const N: usize> Model<N> {
    /// Reads a model file. `None` where it is none of this version.
    pub(super) fn read(bytes: &[u8]) -> Option<Model<N>> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        if take::<1>(&mut rest)? != [N as u8] {
            return None;
        }
        let [count] = take::<1>(&mut rest)?;
        let templates = rest.get(..usize::from(count))?.to_vec();
        rest = rest.get(usize::from(count)..)?;
        let scale = f32::from_le_bytes(take(&mut rest)?);
        let mut transitions: Transitions<N> = [[[0.0; N]; N]; JOINTS];
        for weight in transitions.iter_mut().flatten().flatten() {
            *weight = f32::from_le_bytes(take(&mut rest)?);
        }
        let mut calibration = [0; STEPS];
        for step in &mut calibration {
            *step = u32::from_le_bytes(take(&mut rest)?) as u16;
        }
        let count = u32::from_le_bytes(take(&mut rest)?) as usize;
        let mut features = Vec::with_capacity(count.min(rest.len()));
        for _ in 0..count {
            let hash = u32::from_le_bytes(take(&mut rest)?);
            features.push((hash, take(&mut rest)?.map(|byte: u8| byte as i8)));
        }
        Some(Model {
            buckets: fill(features),
            templates,
            scale,
            exponents: exponents(&transitions),
            calibration,
        })
    }

    /// Writes a model file from weights by hash, which need not be in order.
    pub(super) fn write(
        weights: &[(u32, Scores<N>)],
        templates: &[u8],
        transitions: &Transitions<N>,
        calibration: &[u16; STEPS],
    ) -> Vec<u8> {
        let most = weights.iter().flat_map(|(_, w)| w).fold(0.0f32, |most, w| most.max(w.abs())).max(1e-6);
        let scale = most / 127.0;
        let mut kept: Vec<(u32, [u8; N])> = weights
            .iter()
            .map(|(hash, w)| (*hash, w.map(|w| (w / scale).round() as i8 as u8)))
            .filter(|(hash, w)| *hash != 0 && spread(&w.map(|w| w as i8)) >= LEAST_SPREAD)
            .collect();
        kept.sort_unstable();
        let mut bytes = MAGIC.to_vec();
        bytes.push(N as u8);
        bytes.push(templates.len() as u8);
        bytes.extend(templates);
        bytes.extend(scale.to_le_bytes());
        for weight in transitions.iter().flatten().flatten() {
            bytes.extend(weight.to_le_bytes());
        }
        for &step in calibration {
            bytes.extend(u32::from(step).to_le_bytes());
        }
        bytes.extend((kept.len() as u32).to_le_bytes());
        for (hash, weights) in kept {
            bytes.extend(hash.to_le_bytes());
            bytes.extend(weights);
        }
        bytes
    }

    /// The probability of each label for each word.
    /// Words for which `may_be` says no are none of the labels; where it says nothing, all are weighed.
    pub(super) fn marginals(
        &self,
        features: &Features,
        may_be: &[bool],
        chain: &mut Chain<N>,
        out: &mut Vec<Scores<N>>,
    ) {
        out.clear();
        let mask = self.buckets.len() - 1;
        let mut looked_up: Vec<(u32, Bucket<N>)> = Vec::with_capacity(128);
        let mut after_names = features.after_names.chunks_exact(EACH_AFTER_NAMES);
        for (at, word) in features.by_word(&features.hashes).enumerate() {
            let after_names = after_names.next().unwrap_or(&[]);
            if may_be.get(at) == Some(&false) {
                let mut none = [NEVER; N];
                none[0] = 0.0;
                out.push(none);
                continue;
            }
            // All buckets first, without asking what they hold: so the processor waits for memory once and
            // not once a feature.
            looked_up.clear();
            for hash in chosen(word, &self.templates).chain(after_names.iter().copied()) {
                looked_up.push((hash, self.buckets[hash as usize & mask]));
            }
            let mut sums = [0i32; N];
            for (hash, bucket) in &looked_up {
                let (weights, is_there) = bucket.look_up(*hash);
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += i32::from(weight) * is_there;
                }
            }
            out.push(sums.map(|sum| sum as f32 * self.scale));
        }
        chain.marginals(out, &features.joints, &self.exponents);
    }

    /// What a feature weighs for a label.
    pub(super) fn weight(&self, hash: u32, label: usize) -> f32 {
        let (weights, is_there) = self.buckets[hash as usize & (self.buckets.len() - 1)].look_up(hash);
        f32::from(weights[label]) * is_there as f32 * self.scale
    }

    /// How often a span of this probability is right, in permille.
    pub(super) fn confidence(&self, probability: f32) -> u16 {
        let step = (probability * STEPS as f32) as usize;
        self.calibration[step.min(STEPS - 1)]
    }
}

/// The next bytes, taken off.
fn take<const M: usize>(rest: &mut &[u8]) -> Option<[u8; M]> {
    let (taken, after) = rest.split_first_chunk::<M>()?;
    *rest = after;
    Some(*taken)
}

/// Puts features into buckets, the weightiest first: where more share a bucket than it holds, the
/// lightest are left out.
fn fill<const N: usize>(mut features: Vec<(u32, [i8; N])>) -> Vec<Bucket<N>> {
    features.sort_unstable_by_key(|&(hash, weights)| (std::cmp::Reverse(spread(&weights)), hash));
    let count = (features.len() / 2).next_power_of_two().max(1);
    let mut buckets = vec![Bucket { hashes: [0; WIDTH], weights: [[0; N]; WIDTH] }; count];
    for (hash, weights) in features {
        let bucket = &mut buckets[hash as usize & (count - 1)];
        if let Some(free) = bucket.hashes.iter().position(|&taken| taken == 0) {
            bucket.hashes[free] = hash;
            bucket.weights[free] = weights;
        }
    }
    buckets
}

/// How far a feature can move one label against another.
fn spread<const N: usize>(weights: &[i8; N]) -> i32 {
    let most = weights.iter().copied().max().unwrap_or(0);
    let least = weights.iter().copied().min().unwrap_or(0);
    i32::from(most) - i32::from(least)
}
