//! A trained model: weights of features for each label, kept small.

use super::chain::{Chain, JOINTS, Scores, Transitions};
use super::features::{EACH_AFTER_NAMES, Features};

/// Weights by feature hash, and what neighbours weigh.
pub(super) struct Model<const N: usize> {
    slots: Vec<Slot<N>>,
    /// One step of a weight.
    scale: f32,
    transitions: Transitions<N>,
    /// Rightness, in permille, of a span whose probability lies in each twentieth; measured on
    /// passages that the model had not been trained on.
    calibration: [u16; STEPS],
}

/// Steps of the calibration.
pub(super) const STEPS: usize = 20;

#[derive(Clone, Copy)]
struct Slot<const N: usize> {
    /// The hash of the feature; 0 where the slot is empty.
    hash: u32,
    weights: [i8; N],
}

/// What a model file begins with.
const MAGIC: &[u8; 8] = b"WHTAG02\n";

impl<const N: usize> Model<N> {
    /// Reads a model file. `None` where it is none of this version.
    pub(super) fn read(bytes: &[u8]) -> Option<Model<N>> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        if take::<1>(&mut rest)? != [N as u8] {
            return None;
        }
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
        let mut slots = vec![Slot { hash: 0, weights: [0; N] }; (count * 2).next_power_of_two().max(2)];
        for _ in 0..count {
            let hash = u32::from_le_bytes(take(&mut rest)?);
            let weights = take(&mut rest)?.map(|byte: u8| byte as i8);
            let at = place(&slots, hash);
            slots[at] = Slot { hash, weights };
        }
        Some(Model { slots, scale, transitions, calibration })
    }

    /// Writes a model file from weights by hash, which need not be in order.
    pub(super) fn write(
        weights: &[(u32, Scores<N>)],
        transitions: &Transitions<N>,
        calibration: &[u16; STEPS],
    ) -> Vec<u8> {
        let most = weights.iter().flat_map(|(_, w)| w).fold(0.0f32, |most, w| most.max(w.abs())).max(1e-6);
        let scale = most / 127.0;
        let mut kept: Vec<(u32, [u8; N])> = weights
            .iter()
            .map(|(hash, w)| (*hash, w.map(|w| (w / scale).round() as i8 as u8)))
            .filter(|(hash, w)| *hash != 0 && w.iter().any(|&w| w != 0))
            .collect();
        kept.sort_unstable();
        let mut bytes = MAGIC.to_vec();
        bytes.push(N as u8);
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
    pub(super) fn marginals(&self, features: &Features, chain: &mut Chain<N>, out: &mut Vec<Scores<N>>) {
        out.clear();
        let mut after_names = features.after_names.chunks_exact(EACH_AFTER_NAMES);
        for word in features.by_word(&features.hashes) {
            let mut sums = [0i32; N];
            for &hash in word.iter().chain(after_names.next().unwrap_or(&[])) {
                let slot = self.slots[place(&self.slots, hash)];
                if slot.hash == hash {
                    for (sum, weight) in sums.iter_mut().zip(slot.weights) {
                        *sum += i32::from(weight);
                    }
                }
            }
            out.push(sums.map(|sum| sum as f32 * self.scale));
        }
        chain.marginals(out, &features.joints, &self.transitions);
    }

    /// What a feature weighs for a label.
    pub(super) fn weight(&self, hash: u32, label: usize) -> f32 {
        let slot = &self.slots[place(&self.slots, hash)];
        if slot.hash == hash { f32::from(slot.weights[label]) * self.scale } else { 0.0 }
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

/// Where a hash stands, or the empty slot where it would.
fn place<const N: usize>(slots: &[Slot<N>], hash: u32) -> usize {
    let mask = slots.len() - 1;
    let mut at = hash as usize & mask;
    while slots[at].hash != hash && slots[at].hash != 0 {
        at = (at + 1) & mask;
    }
    at
}
