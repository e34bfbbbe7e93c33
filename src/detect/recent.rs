//! What was found out of words lately, so that it need not be looked up again: a text has few words that do
//! not come again soon, and the lists are too big to stay near the processor.

/// Answers by the hash of the word that was asked for; each place holds the latest.
pub(super) struct Recent<T>(Vec<(u64, T)>);

impl<T: Copy + Default> Recent<T> {
    const PLACES: usize = 1 << 12;

    /// What is known of this hash; `find` finds it out.
    pub(super) fn of(&mut self, hash: u64, find: impl FnOnce() -> T) -> T {
        let place = &mut self.0[(hash ^ hash >> 32) as usize % Self::PLACES];
        if place.0 != hash {
            *place = (hash, find());
        }
        place.1
    }
}

impl<T: Copy + Default> Default for Recent<T> {
    fn default() -> Recent<T> {
        Recent(vec![(0, T::default()); Recent::<T>::PLACES])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_words_of_one_place_are_told_apart() {
        let mut recent = Recent::default();
        let other = 7 + Recent::<u64>::PLACES as u64;
        for hash in [7, other, other, 7] {
            assert_eq!(recent.of(hash, || hash * 2), hash * 2);
        }
        assert_eq!(recent.of(7, || 0), 14);
    }
}
