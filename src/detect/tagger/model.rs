//! A trained model: weights of features for each label, kept small.

use super::chain::{Chain, JOINTS, Scores, Transitions, exponents};
use super::features::Features;

/// Weights by feature hash, and what neighbours weigh.
pub(super) struct Model<const N: usize> {
    buckets: Vec<Bucket<N>>,
    /// Which features of a word it looks at.
    pub(super) templates: Templates,
    /// One step of a weight.
    scale: f32,
    /// Exponents of what neighbours weigh.
    exponents: Transitions<N>,
    /// Rightness, in permille, of a span whose probability lies in each twentieth; measured on
    /// passages that the model had not been trained on.
    calibration: [u16; STEPS],
}

/// Steps of the calibration.
pub(super) const STEPS: usize = 20;

/// Features that share a place, side by side in one line of the cache: a text asks for some fifty features a
/// word, all over tables too big to stay near the processor.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Bucket<const N: usize> {
    /// The low halves of hashes, four in one number, 0 where there is none; the place of the bucket stands for
    /// the high half.
    tags: u64,
    weights: [[i8; N]; WIDTH],
}

impl<const N: usize> Bucket<N> {
    /// The weights of the feature whose hash has this low half; nothing but noughts where it is not there.
    #[inline(always)]
    fn look_up(&self, tag: u16) -> [i8; N] {
        const ONES: u64 = 0x0001_0001_0001_0001;
        const HIGH: u64 = 0x8000 * ONES;
        let differs = self.tags ^ (u64::from(tag) * ONES);
        // The highest bit of the first tag that is this one, and perhaps of some after it.
        let same = differs.wrapping_sub(ONES) & !differs & HIGH;
        let first = (same | 1 << 63).trailing_zeros() / u16::BITS;
        // All ones where there is such a tag, without a branch: which features are there cannot be foreseen.
        let mask = -(((same | same.wrapping_neg()) >> 63) as i8);
        self.weights[first as usize].map(|weight| weight & mask)
    }
}

/// The features of a word whose buckets are on their way from the memory.
struct Asked {
    /// The places of their buckets, and the low halves of their hashes.
    features: [(u32, u16); Features::ALL],
    count: usize,
}

impl Asked {
    fn nothing() -> Asked {
        Asked { features: [(0, 0); Features::ALL], count: 0 }
    }
}

/// Asks the memory for what will be read soon.
#[inline(always)]
fn ask_for<T>(item: &T) {
    #[cfg(target_arch = "x86_64")]
    safe_arch::prefetch_t0(item);
    #[cfg(not(target_arch = "x86_64"))]
    let _ = item;
}

const WIDTH: usize = 4;

/// Features to a bucket, on average, in tenths: with more of them too many find no room.
const FILLED: usize = 25;

/// What a model file begins with.
const MAGIC: &[u8; 8] = b"WHTAG04\n";

/// Which features of a word a model looks at, by their places; those known after the names counted on.
#[derive(Clone, Default, Debug)]
pub(super) struct Templates {
    own: Vec<u8>,
    after_names: Vec<u8>,
}

impl Templates {
    pub(super) fn new(places: &[u8]) -> Templates {
        let own_count = Features::EACH as u8;
        let (own, after_names): (Vec<u8>, Vec<u8>) = places.iter().partition(|&&at| at < own_count);
        Templates { own, after_names: after_names.into_iter().map(|at| at - own_count).collect() }
    }

    /// Their places.
    pub(super) fn places(&self) -> impl Iterator<Item = u8> {
        let after = self.after_names.iter().map(|at| at + Features::EACH as u8);
        self.own.iter().copied().chain(after)
    }
}

impl<const N: usize> Model<N> {
    /// Reads a model file. `None` where it is none of this version.
    pub(super) fn read(bytes: &[u8]) -> Option<Model<N>> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        if take::<1>(&mut rest)? != [N as u8] {
            return None;
        }
        let [count] = take::<1>(&mut rest)?;
        let templates = Templates::new(rest.get(..usize::from(count))?);
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
        let mut buckets = Vec::with_capacity(count.min(rest.len()));
        for _ in 0..count {
            let tags = u64::from_le_bytes(take(&mut rest)?);
            let mut weights = [[0; N]; WIDTH];
            for weights in &mut weights {
                *weights = take(&mut rest)?.map(|byte: u8| byte as i8);
            }
            buckets.push(Bucket { tags, weights });
        }
        (!buckets.is_empty()).then(|| Model {
            buckets,
            templates,
            scale,
            exponents: exponents(&transitions),
            calibration,
        })
    }

    /// Writes a model file from weights by hash, which need not be in order. Features whose weights lie
    /// closer together than `least_spread` steps are left out.
    pub(super) fn write(
        weights: &[(u32, Scores<N>)],
        least_spread: i32,
        templates: &Templates,
        transitions: &Transitions<N>,
        calibration: &[u16; STEPS],
    ) -> Vec<u8> {
        let most = weights.iter().flat_map(|(_, w)| w).fold(0.0f32, |most, w| most.max(w.abs())).max(1e-6);
        let scale = most / 127.0;
        let kept: Vec<(u32, [i8; N])> = weights
            .iter()
            .map(|(hash, w)| (*hash, w.map(|w| (w / scale).round() as i8)))
            .filter(|(hash, w)| *hash as u16 != 0 && spread(w) >= least_spread)
            .collect();
        let mut bytes = MAGIC.to_vec();
        bytes.push(N as u8);
        bytes.push(templates.places().count() as u8);
        bytes.extend(templates.places());
        bytes.extend(scale.to_le_bytes());
        for weight in transitions.iter().flatten().flatten() {
            bytes.extend(weight.to_le_bytes());
        }
        for &step in calibration {
            bytes.extend(u32::from(step).to_le_bytes());
        }
        let buckets = fill(kept);
        bytes.extend((buckets.len() as u32).to_le_bytes());
        for Bucket { tags, weights } in buckets {
            bytes.extend(tags.to_le_bytes());
            bytes.extend(weights.as_flattened().iter().map(|&weight| weight as u8));
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
        let count = features.words().len();
        let is_weighed = |(at, _): &(usize, _)| may_be.get(*at) != Some(&false);
        let mut words = features.words().enumerate().filter(is_weighed);
        let mut ask = |asked: &mut Asked| {
            let (at, (own, after_names)) = words.next()?;
            self.ask(own, after_names, asked);
            Some(at)
        };
        // The memory is asked for the next word's buckets while this word's are summed.
        let (mut asked, mut asked_next) = (Asked::nothing(), Asked::nothing());
        let mut next = ask(&mut asked_next);
        while let Some(at) = next {
            std::mem::swap(&mut asked, &mut asked_next);
            next = ask(&mut asked_next);
            out.resize(at, [0.0; N]);
            out.push(self.answer(&asked));
        }
        out.resize(count, [0.0; N]);
        chain.marginals(out, may_be, &features.joints, &self.exponents);
    }

    /// What features weigh together for each label.
    pub(super) fn weigh(&self, features: impl Iterator<Item = u32>) -> Scores<N> {
        let mut sums = [0i32; N];
        for hash in features {
            for (sum, weight) in sums.iter_mut().zip(self.bucket(hash).look_up(hash as u16)) {
                *sum += i32::from(weight);
            }
        }
        sums.map(|sum| sum as f32 * self.scale)
    }

    /// Asks the memory for the buckets of a word's features.
    #[inline(always)]
    fn ask(&self, own: &[u32; Features::EACH], after_names: &[u32], asked: &mut Asked) {
        let Templates { own: of_own, after_names: of_after } = &self.templates;
        let own = of_own.iter().map(|&at| own.get(usize::from(at)));
        let after = of_after.iter().map(|&at| after_names.get(usize::from(at)));
        asked.count = 0;
        for (feature, hash) in asked.features.iter_mut().zip(own.chain(after)) {
            let hash = hash.copied().unwrap_or(0);
            let place = place(hash, self.buckets.len());
            ask_for(&self.buckets[place]);
            *feature = (place as u32, hash as u16);
            asked.count += 1;
        }
    }

    /// What the features of a word weigh together.
    #[inline(always)]
    fn answer(&self, asked: &Asked) -> Scores<N> {
        // Two bytes hold the sum of so few.
        let mut sums = [0i16; N];
        for &(place, tag) in &asked.features[..asked.count] {
            let weights = self.buckets[place as usize].look_up(tag);
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i16::from(weight);
            }
        }
        sums.map(|sum| f32::from(sum) * self.scale)
    }

    /// What a feature weighs for a label.
    pub(super) fn weight(&self, hash: u32, label: usize) -> f32 {
        f32::from(self.bucket(hash).look_up(hash as u16)[label]) * self.scale
    }

    /// How often a span of this probability is right, in permille.
    pub(super) fn confidence(&self, probability: f32) -> u16 {
        let step = (probability * STEPS as f32) as usize;
        self.calibration[step.min(STEPS - 1)]
    }

    #[inline(always)]
    fn bucket(&self, hash: u32) -> &Bucket<N> {
        &self.buckets[place(hash, self.buckets.len())]
    }
}

/// The place of a hash among `count` buckets.
fn place(hash: u32, count: usize) -> usize {
    ((u64::from(hash) * count as u64) >> 32) as usize
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
    let count = (features.len() * 10 / FILLED).max(1);
    let mut buckets = vec![Bucket { tags: 0, weights: [[0; N]; WIDTH] }; count];
    for (hash, weights) in features {
        let bucket = &mut buckets[place(hash, count)];
        let taken = bucket.tags.checked_ilog2().map_or(0, |highest| highest / u16::BITS + 1);
        if (taken as usize) < WIDTH {
            bucket.tags |= u64::from(hash as u16) << (taken * u16::BITS);
            bucket.weights[taken as usize] = weights;
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
